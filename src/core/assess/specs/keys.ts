// Keys, certificates and secrets.
import type { ToolSpec } from '../spec.ts';

export const keys: readonly ToolSpec[] = [
  {
    names: 'openssl',
    valued:
      '-in -out -key -cert -CA -CAkey -CAfile -CApath -keyout -config -subj -days -newkey -connect -servername -passin -passout -extfile -extensions -name -signkey -set_serial -cipher -cafile -pass -k -K -iv -digest -inkey -inform -outform -starttls -alpn -revoke -gencrl',
    dashes: 'single',
    flags:
      '-noout -text -new -x509 -nodes -noenc -req -pubkey -d -e -a -base64 -verify -batch -check -modulus -fingerprint -enddate -startdate -dates -subject -issuer -serial -purpose',
    reads:
      ', version, list, ciphers, speed, prime, errstr, dgst, sha256, sha1, md5, asn1parse, s_client, s_time, verify, crl2pkcs7, sess_id, help, passwd, rand, info, storeutl',
    verbs: {
      'x509|req|rsa|ec|pkey|crl|ocsp|pkcs7|pkcs8|pkcs12|pkeyparam|dhparam|ecparam|dsa|dsaparam|genpkey|pkeyutl|rsautl|ts|cms|smime|spkac|nseq|srp|mac|kdf|enc|base64|aes-256-cbc|rehash':
        {
          level: 'read',
          says: '',
          raise: [
            {
              when: { has: '-out -keyout -CAcreateserial' },
              level: 'change',
              says: 'Writes {target}, replacing what it held.',
              target: '-out -keyout',
              deed: 'Write {target}',
              reversible: 'with-backup',
            },
          ],
        },
      'genrsa|gendsa': { level: 'change', says: 'Makes a private key.', target: '-out', deed: 'Make a private key', reversible: 'yes' },
      ca: {
        level: 'change',
        says: 'Issues a certificate, recorded in the authority.',
        target: '-out',
        deed: 'Issue a certificate',
        reversible: 'with-backup',
        cases: [
          {
            when: { has: '-gencrl' },
            level: 'change',
            says: 'Writes the list of revoked certificates.',
            deed: 'Write the revocation list',
          },
        ],
        raise: [
          {
            when: { has: '-revoke' },
            level: 'destructive',
            says: 'Revokes the certificate {target}. Cannot be undone.',
            target: '-revoke',
            deed: 'Revoke {target}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
          },
        ],
      },
      s_server: { level: 'change', says: 'Starts a server.', deed: 'Start a TLS server', reversible: 'yes' },
    },
  },
  {
    names:
      'gpg|gpg2|age|age-keygen|ssh-keygen|ssh-add|ssh-copy-id|ssh-agent|sops|kubeseal|pass|security|certbot|step|minisign|cosign|signify',
    valued: '-o --output -r --recipient -u --local-user -f -t -C -N -b -R -i -d',
    verbs: {
      '*': {
        level: 'change',
        says: '{tool} works with keys or secrets: {target}.',
        deed: 'Run {tool}',
        reversible: 'with-backup',
        cases: [
          {
            when: {
              has: '-l --list-keys --list-secret-keys -k -K --fingerprint --verify -L --list-packets --list-sigs -F -B -y',
              lacks: '-o --output -d -D',
            },
            level: 'read',
            says: '',
          },
          {
            when: {
              first:
                'find-identity find-certificate list-keychains verify-cert show-keychain-info dump-trust-settings ls certificates error help list verify inspect version leaks',
              lacks: '-g -w',
            },
            level: 'read',
            says: '',
          },
        ],
        raise: [
          {
            when: {
              has: '--delete-keys --delete-secret-keys --delete-secret-and-public-key --gen-revoke --quick-revoke-uid -D --rotate --delete-key --yes',
            },
            level: 'destructive',
            says: 'Deletes or revokes keys: {target}.',
            deed: 'Delete keys',
            reversible: 'no',
            undo: 'none',
            preview: 'gpg --list-keys',
            safer: 'none',
          },
          {
            when: { has: '-d --decrypt --export-secret-keys --export-secret-subkeys -g -w' },
            level: 'destructive',
            says: 'Reveals secrets: {target}.',
            deed: 'Reveal {target}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
            tags: ['secret'],
          },
          {
            when: {
              first:
                'delete-keychain delete-certificate delete-identity delete-generic-password delete-internet-password revoke rm delete remove updatekeys lock-keychain dump-keychain export',
            },
            level: 'destructive',
            says: 'Deletes, reveals or revokes secrets: {target}.',
            deed: 'Run {tool} {target}',
            reversible: 'no',
            undo: 'none',
            preview: 'none',
            safer: 'none',
            tags: ['secret'],
          },
        ],
      },
    },
  },
  {
    names: 'op',
    valued:
      '--account --config --session --vault --format --cache --encoding --env-file -i -o --in-file --out-file --fields --field --tags',
    tags: ['secret'],
    reads:
      ', whoami, account list, account get, vault list, vault get, item list, user list, group list, document list, --version, update, item template list, item template get, user get, group get, events-api, service-account ratelimit, connect server list, connect token list, plugin list, environment list',
    lexicon: true,
    verbs: {
      'read|item get|document get|inject|signin|item share': {
        level: 'destructive',
        says: 'Reveals secrets: {target}.',
        deed: 'Reveal {target}',
        reversible: 'no',
        undo: 'none',
        preview: 'none',
        safer: 'op run -- the command that needs it',
        tags: ['secret'],
        cases: [
          { when: { has: '-o --out-file' }, level: 'destructive', says: 'Writes secrets into a file.', deed: 'Write secrets to a file' },
        ],
      },
    },
  },
];
