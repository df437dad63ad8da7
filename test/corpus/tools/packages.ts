// Commands about packages, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const PACKAGES: readonly Group[] = [
  {
    name: 'packages',
    level: 'read',
    commands: `
apt list --upgradable
dpkg -l | grep linux-image
apt-get -s upgrade
dnf list installed
rpm -qa --last | head
npm ls --depth=0
npm outdated
pip list --outdated
pip show requests
brew list
snap list
apk info -vv
dnf check-update
go list -m all
zypper lu
pacman -Qi nginx
npm view react versions --json
npm audit
pip freeze | grep -i django
pip check
go version && go env GOPATH
go vet ./...
cargo tree -d
brew info jq
apt-cache search nginx
apt show nginx 2>/dev/null | head
dnf repolist
rpm -ql nginx
dpkg -S /usr/bin/ls
apk list -I
`,
  },
  {
    name: 'packages',
    level: 'change',
    commands: `
dnf install -y nginx
brew install jq
npm ci
pip install requests
apt-mark hold kubelet
snap install jq
go install x@latest
pacman -S nginx
apt-get update && apt-get install -y --no-install-recommends open-iscsi
snap install microk8s --classic
apt-get install -y jq=1.6-2
apt-mark hold kubelet kubeadm
dnf -y install epel-release
npm install --save-exact left-pad@1.3.0
pip install -r requirements.txt
go get x@v1
cargo build --release
brew tap x/y
apk add --no-cache curl
apt install ./x.deb
pip install -e .
npm run build
npm version patch
sudo apt-get update -qq && sudo apt-get install -yqq qemu-guest-agent && sudo systemctl enable --now qemu-guest-agent
`,
  },
  {
    name: 'packages',
    level: 'destructive',
    commands: `
apt-get purge -y nginx
apt-get autoremove --purge -y
dnf remove nginx
rpm -e nginx
dpkg --purge nginx
npm unpublish x@1 --force
snap remove jq
apk del nginx
dnf history undo 5
cargo yank --version 1.0.0 x
zypper rm nginx
pacman -Rns nginx
apt-get -y remove --purge 'linux-image-*'
apt-get autoremove -y --purge
dnf -y remove kernel
npm unpublish x --force
snap remove --purge x
`,
  },
];
