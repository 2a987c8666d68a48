import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commitFiles, git, newRepository, removeObject, temporaryFolder, writeFiles } from './git-fixture.ts'

/** A repository in which everything that git can be told to run writes a file, were it run. */
export function hostileRepository() {
  const markers = temporaryFolder()
  const run = (name: string) => `touch ${join(markers, name)}; cat; true #`
  const folder = newRepository({ 'a.txt': 'one\n', 'kept.bin': 'binary\n', 'sub/b.txt': 'two\n' })
  const second = commitFiles(folder, {
    'a.txt': 'one\nchanged\n',
    '.gitattributes': '* filter=evil diff=evil merge=evil textconv=evil\n*.bin diff=evil\n',
    '.gitignore': 'ignored.txt\n',
    'b.txt': 'new\n',
    'promised.txt': 'left out\n',
  })
  const promised = git(folder, 'rev-parse', 'HEAD:promised.txt')
  writeFiles(folder, { 'staged.txt': 'staged\n', 'untracked.txt': 'new\n', 'ignored.txt': 'ignored\n' })
  git(folder, 'add', 'staged.txt')
  plantHooks(folder, run)
  writeFileSync(
    join(folder, 'included.config'),
    `[core]\n\tfsmonitor = ${quotedValue(run('include-fsmonitor'))}\n`,
  )
  writeFileSync(join(folder, '.git', 'info', 'attributes'), '* filter=evil diff=evil\n')
  writeFileSync(join(folder, '.git', 'config'), evilConfiguration(folder, run))
  writeFileSync(join(folder, '.git', 'config.worktree'), evilConfiguration(folder, run))
  removeObject(folder, promised)
  return { folder, second, promised, markers: () => readdirSync(markers) }
}

function plantHooks(folder: string, run: (name: string) => string): void {
  const names = [
    'post-index-change',
    'post-checkout',
    'pre-auto-gc',
    'fsmonitor-watchman',
    'reference-transaction',
  ]
  for (const name of names) {
    const hook = join(folder, '.git', 'hooks', name)
    writeFileSync(hook, `#!/bin/sh\n${run(`hook-${name}`)}\n`)
    chmodSync(hook, 0o755)
  }
}

const quotedValue = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

export function evilConfiguration(folder: string, run: (name: string) => string): string {
  const value = (name: string) => quotedValue(run(name))
  return `[core]
	repositoryformatversion = 1
	bare = false
	fsmonitor = ${value('fsmonitor')}
	hooksPath = ${join(folder, '.git', 'hooks')}
	sshCommand = ${value('ssh-command')}
	pager = ${value('pager')}
	editor = ${value('editor')}
	askPass = ${value('askpass')}
	gitProxy = ${value('git-proxy')}
	attributesFile = ${join(folder, '.gitattributes')}
	alternateRefsCommand = ${value('alternate-refs')}
	worktree = /
[extensions]
	partialClone = origin
	worktreeConfig = true
[remote "origin"]
	url = ${quotedValue(`ext::sh -c ${run('ext')}`)}
	promisor = true
	partialclonefilter = blob:none
	uploadpack = ${value('uploadpack')}
	vcs = ext
[protocol "ext"]
	allow = always
[diff]
	external = ${value('diff-external')}
[diff "evil"]
	command = ${value('diff-command')}
	textconv = ${value('textconv')}
[filter "evil"]
	clean = ${value('clean')}
	smudge = ${value('smudge')}
	process = ${value('process')}
	required = true
[merge "evil"]
	driver = ${value('merge-driver')}
[credential]
	helper = ${quotedValue(`!${run('credential')}`)}
[gpg]
	program = ${value('gpg')}
[log]
	showSignature = true
[alias]
	cat-file = ${quotedValue(`!${run('alias')}`)}
	ls-files = ${quotedValue(`!${run('alias')}`)}
[include]
	path = ${join(folder, 'included.config')}
[includeIf "gitdir:/"]
	path = ${join(folder, 'included.config')}
[gc]
	auto = 1
`
}
