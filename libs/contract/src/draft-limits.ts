/** All attachments of a draft together, in bytes: what nearly every mail server still takes. */
export const draftAttachmentLimitBytes = 25_000_000;

/** How long the panel waits before a message really leaves, so that it can be taken back. */
export const undoSeconds = 10;
