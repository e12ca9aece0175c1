import { createOrders } from "./orders";

export const fileId = createOrders("2026-11").fileId;
