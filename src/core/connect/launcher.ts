// The launcher: a small shell script at a place that never changes, which leads to the command line of the extension that is installed now.
// Files of AI clients name the launcher, so that they survive updates of the extension and are the same on every machine.

/** What the launcher leads to. */
export interface LauncherTarget {
  /** Absolute path of a Node: the extension host's own executable. */
  readonly node: string;
  /** Absolute path of the packaged command line. */
  readonly cli: string;
}

/** The script. Electron is told to be Node; a Node that is gone (VS Code was updated) falls back to the one on PATH. */
export function launcherText({ node, cli }: LauncherTarget): string {
  return `#!/bin/sh
# Written by the Countersign extension of VS Code whenever a window opens; what is changed here is lost.
node=${quoted(node)}
cli=${quoted(cli)}
if [ ! -f "$cli" ]; then
  echo 'countersign: The extension is not where it was. Open VS Code with Countersign once.' >&2
  exit 2
fi
[ -x "$node" ] || node=node
ELECTRON_RUN_AS_NODE=1
export ELECTRON_RUN_AS_NODE
exec "$node" "$cli" "$@"
`;
}

/** One word of a POSIX shell, whatever stands in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
