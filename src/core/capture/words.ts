// Sentences of this room: templates whose English text is their key.
export const CAPTURE_WORDS = {
  omitted: '… {count} lines left out …',
  fullScreen: '(a full-screen program was here)',
} as const;
