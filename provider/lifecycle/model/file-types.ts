/** A sync task is a file; its type tells real-time and batch apart. */
export const REAL_TIME_FILE_TYPE = 900;
export const BATCH_FILE_TYPE = 23;
