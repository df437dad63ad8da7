// Commands about versions and forges, as they are typed, with the level product.md gives them.
import type { Group } from '../group.ts';

export const VERSIONS: readonly Group[] = [
  {
    name: 'versions and forges',
    level: 'read',
    commands: `
git status -sb
git log --oneline --graph -20
git diff HEAD~1 -- src
git show HEAD:README.md
git branch -vv
git fetch --dry-run
git blame -L 1,10 x
git ls-files -o --exclude-standard
git config --get user.email
git rev-parse HEAD
git clean -nd
git push --dry-run
git reflog
git tag -l 'v*' --sort=-v:refname | head -1
git worktree list
git grep -n TODO
git bisect log
git submodule status
gh pr list --state open
gh run view 1 --log-failed
gh api repos/x/y/issues
glab mr list
git log -S secret --all --oneline
git diff --stat origin/main...HEAD
git stash show -p stash@{1}
git remote show origin
git cat-file -p HEAD
git ls-remote --tags origin
git describe --tags --always
git shortlog -sne
git cherry -v main
git for-each-ref --sort=-committerdate refs/heads
gh run list --workflow ci.yml -L 5
gh pr checks 12 --watch
gh release view --json tagName
glab ci status
glab pipeline list
gh workflow list
gh auth status
git log --since=yesterday --pretty=format:%s
git diff --name-only HEAD~3 | xargs -n1 dirname | sort -u
git status --porcelain | grep -q . && echo dirty
git fetch --dry-run 2>&1 | grep -q . && echo behind
`,
  },
  {
    name: 'versions and forges',
    level: 'change',
    commands: `
git fetch --all
git add -A
git commit -m 'wip: rm -rf things'
git pull --ff-only
git switch main
git clone https://x/y
git revert HEAD
git submodule update --init
git worktree add ../x
git remote add o u
git config user.name x
git apply x.patch
gh pr create --fill
gh issue create -t x -b y
git push origin HEAD:refs/heads/feature-x
git tag -a v1.2.3 -m rel && git push origin v1.2.3
git commit -am 'fix: drop database migration' && git push -u origin fix
git stash push -m wip
git merge --no-ff release
git pull --rebase
git branch -m old new
git fetch origin pull/1/head:pr1
gh pr create -t x -b 'rm -rf removed'
gh issue comment 1 -b hi
gh release create v1 --notes x
glab mr create --fill
git rebase --continue
git cherry-pick -x abc
git submodule add u p
git commit --allow-empty -m x
git remote set-url origin u
gh pr edit 1 --add-label x
gh repo clone x/y
git checkout -b fix/x && git add . && git commit -m "x" && git push -u origin HEAD
`,
  },
  {
    name: 'versions and forges',
    level: 'destructive',
    commands: `
git push origin --delete old
git push --mirror
git reset --hard HEAD~1
git clean -fdx
git checkout -- .
git restore .
git rebase -i HEAD~3
git update-ref -d refs/heads/x
git worktree remove --force ../x
git rm -r src
git checkout HEAD~1 -- src/
git switch -f main
git checkout -f main
git submodule deinit -f --all
git lfs prune
gh pr merge 1 --squash --delete-branch
gh release delete v1
gh secret delete X
gh api -X DELETE repos/x/y/git/refs/heads/z
gh repo archive x/y
gh run cancel 1
gh run delete 1
git push origin :main
git push -f origin HEAD~3:main
git branch -D $(git branch --merged | grep -v main)
gh release delete v1.0 -y --cleanup-tag
git push origin --force-with-lease feature
git reset --hard origin/main
git clean -xdf
git branch -f main HEAD~5
git push --prune origin 'refs/heads/*'
gh variable delete X
glab release delete v1
gh workflow disable ci.yml
gh secret remove X
gh auth token
glab ci delete 1
glab variable delete X
git push --delete origin v1
git push origin +HEAD:main
git reset --hard @{u}
git clean -ffdx
git checkout HEAD -- .
git restore --staged --worktree .
git stash drop stash@{0}
git branch -D x
git rebase -i main
git reflog delete HEAD@{1}
git worktree remove -f x
git fetch && git reset --hard origin/main && git clean -fd
`,
  },
  {
    name: 'versions and forges',
    level: 'critical',
    commands: `
gh repo delete x/y --yes
glab repo delete x/y
git filter-repo --path x --invert-paths
gh repo delete x/y
`,
  },
];
