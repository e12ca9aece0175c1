import { aLong, assumed, aText, aTime, nullOrAbsent, Shape } from "./shape";

const aFlag = new Shape("<a Boolean>", (value) => typeof value === "boolean");
const maybe = (value: unknown, shape: Shape) =>
  assumed(
    value,
    new Shape(
      `nothing or ${shape.label}`,
      (one) => nullOrAbsent.accepts(one) || shape.accepts(one),
    ),
  );

/** Every field of a file that ListFiles and GetFile have in common. */
export function fileRow(fields: Readonly<Record<string, unknown>>) {
  return {
    FileId: aLong,
    FileName: aText,
    FileType: 900,
    FileFolderId: aText,
    FileDescription: maybe(null, aText),
    CommitStatus: 0,
    CurrentVersion: 1,
    NodeId: maybe(null, aLong),
    Owner: aText,
    BusinessId: maybe(aLong, aLong),
    BizId: maybe(aLong, aLong),
    UseType: assumed("NORMAL", aText),
    CreateUser: aText,
    CreateTime: aTime,
    LastEditUser: aText,
    LastEditTime: aTime,
    ConnectionName: maybe(null, aText),
    AutoParsing: maybe(false, aFlag),
    IsMaxCompute: maybe(false, aFlag),
    ParentId: maybe(-1, new Shape("<an integer>", Number.isInteger)),
    ...fields,
  };
}
