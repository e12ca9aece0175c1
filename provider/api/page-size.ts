/** The service's page size limit. */
export const PAGE_SIZE = 100;
