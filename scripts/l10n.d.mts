export const BUNDLE: string;
export function templatesOf(source: string): string[];
export function gather(folder?: string): string[];
