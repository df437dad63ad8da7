// Kinds of places in a file system, by their path as written: what is lost when they are.
import type { Word } from '../parse/invocation.ts';

/** `root`: a whole system, home or data folder. `system`: a file the machine needs. `device`: a disk or its like. */
export type PlaceKind = 'root' | 'system' | 'device';

const DEVICE =
  /^\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|disk|rdisk|md|dm-|mapper\/|loop|nbd|sr|zd|pmem|mtd|mem|kmem|port|root|block\/|by-|r?da\d|ada\d|[^/]*vg)/;
const QUIET = /^\/dev\/(?:null|zero|full|stdout|stderr|stdin|tty|fd\/\d+|random|urandom)$/;
const ROOTS =
  /^(?:\/|(?:~|\$HOME|\$\{HOME\}|\/root|\/home|\/home\/[^/]+|\/Users|\/Users\/[^/]+)|\/(?:bin|boot|dev|etc|lib|lib32|lib64|libx32|media|mnt|opt|proc|run|sbin|srv|sys|usr|var|System|Library|Applications|private)|\/(?:usr\/(?:bin|sbin|lib|lib64|share|local|include)|var\/(?:lib|log|www|backups?|spool|mail|cache)|etc\/(?:kubernetes|pve|ssl|ssh|pam\.d|systemd|network)|lib\/modules|boot\/efi)|\/var\/lib\/(?:etcd|kubelet|rancher|docker|containerd|postgresql|mysql|mongodb|libvirt|ceph|vz|pve-cluster|rancher\/k3s))(?:\/\*{0,2}|\/\.|\/\.\*|\/\{?\*)?$/;
const SYSTEM =
  /^(?:\/(?:bin|boot|etc|lib|lib32|lib64|proc|sbin|sys|usr|System|Library)(?:\/|$)|\/var\/(?:lib|spool\/cron)\/|(?:~|\$HOME|\$\{HOME\}|\/root|\/home\/[^/]+|\/Users\/[^/]+)\/\.(?:ssh|gnupg|kube|aws|bash|zsh|profile|config|docker|git))/;

/** The path without doubled slashes, `.` and `..` steps, so that `//etc/../etc` is seen as `/etc`. */
export function normalPath(path: string): string {
  if (!path.includes('/') || !/\/\/|\/\.|\/$/.test(path)) return path;
  const absolute = path.startsWith('/');
  const out: string[] = [];
  for (const step of path.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (step !== '..' || !absolute) out.push(step);
  }
  return (absolute ? '/' : '') + out.join('/') || '.';
}

/** Whether a word names a place of this kind. */
export function isPlace(word: Word, kind: PlaceKind): boolean {
  return isPath(word.text, kind);
}

/** The same for a bare path. */
export function isPath(written: string, kind: PlaceKind): boolean {
  const path = normalPath(written);
  if (kind === 'device') return DEVICE.test(path);
  if (kind === 'root')
    return ROOTS.test(path) || (/^(?:\.|\.\.|\*|\.\/\*|\.\*)$/.test(path) === false && ROOTS.test(path.replace(/\/\.?\*+$/, '') || '/'));
  return SYSTEM.test(path);
}

/** Devices that keep nothing. */
export const isQuiet = (path: string): boolean => QUIET.test(path);

const SECRETS =
  /(?:^|\/)(?:\.ssh\/(?!config$|known_hosts|authorized_keys)[^/]+|\.?id_(?:rsa|dsa|ecdsa|ed25519)[^/]*|\.env(?:[.?*][\w*?-]*)?|\.netrc|\.pgpass|\.boto|\.my\.cnf|\.npmrc|\.pypirc|\.vault-token|\.aws\/[^/]*(?:cred|sso|cli\/cache).*|\.kube\/config|\.docker\/config\.json|\.gnupg\/.*|\.config\/(?:gcloud|gh|glab-cli|containers|op|sops|rclone)\/.*|\.cargo\/credentials.*|Library\/Keychains\/.*|g?shadow|master\.key|credentials(?:\.json)?|[^/.][^/]*\.(?:key|pfx|p12|kdbx|keystore|jks|keychain-db)|[^/]*private[^/]*\.pem|environ|terraform\.tfstate(?:\.backup)?|admin\.conf|[^/]*\.age|run\/secrets\/.+)$/;

/** Files that usually hold secrets. */
export const holdsSecrets = (path: string): boolean => SECRETS.test(path) && !/\.(?:pub|example|sample|template)$/.test(path);
