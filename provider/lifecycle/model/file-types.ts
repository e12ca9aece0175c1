/** A sync task is a file; the file type distinguishes real-time and batch. */
export const REAL_TIME_FILE_TYPE = 900;
export const BATCH_FILE_TYPE = 23;

/** Whether a file of ListFiles is a real-time task. */
export function isRealTimeTask({ fileType }: { readonly fileType?: number }): boolean {
  return fileType === REAL_TIME_FILE_TYPE;
}

/** Whether it is a batch task, which other operations manage. */
export function isBatchTask({ fileType }: { readonly fileType?: number }): boolean {
  return fileType === BATCH_FILE_TYPE;
}
