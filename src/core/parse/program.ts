// The name by which a program is known, and whether the path it is called by can be trusted.

const TRUSTED = /^(?:\/(?:usr\/)?(?:local\/)?s?bin|\/opt\/homebrew\/bin|\/snap\/bin|\/run\/current-system\/sw\/bin)\/([^/]+)$/;

/** The bare name of a program called by name or from a system directory; any other path stays as it is. */
export function programName(text: string): string {
  const name = TRUSTED.exec(text)?.[1] ?? text;
  // A file system that ignores case runs `GIT.EXE` as git; single letters are programs of their own.
  const upper = name.length > 1 && /[A-Z]/.test(name) && !name.includes('/') ? name.toLowerCase() : name;
  return upper.endsWith('.exe') && !upper.includes('/') ? upper.slice(0, -4) : upper;
}
