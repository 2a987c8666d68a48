import { execFileSync } from 'node:child_process'
import { globSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Subject } from './contender.ts'
import { prefilterLiterals } from './prefilter-literals.ts'

/** A subject with what is known of it. */
export interface Sized {
  readonly subject: Subject
  readonly items: number
  readonly bytes: number
}

/** @param scratch a folder for the lists that contenders read */
export function treeSubject(path: string, scratch: string): Sized {
  const files = globSync('**/*', { cwd: path, withFileTypes: true }).filter((entry) => entry.isFile())
  const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
  return { subject: { path, ...writeLiterals(scratch), blobs: '' }, items: files.length, bytes }
}

/** Every blob that branches, remote branches, tags, the stash and HEAD reach, in the order in which packs hold them. */
export function historySubject(path: string, scratch: string): Sized {
  const git = (...options: readonly string[]): readonly string[] =>
    execFileSync('git', ['-C', path, ...options], { encoding: 'utf8', maxBuffer: 1 << 30 }).split('\n')
  const refs = ['HEAD', '--branches', '--remotes', '--tags', ...(hasStash(path) ? ['refs/stash'] : [])]
  const reached = new Set(git('rev-list', '--objects', '--no-object-names', ...refs))
  const format = '%(objecttype) %(objectname) %(objectsize)'
  const rows = git('cat-file', '--batch-all-objects', '--unordered', `--batch-check=${format}`).map((row) =>
    row.split(' '),
  )
  const blobs = rows.filter(([type, id = '']) => type === 'blob' && reached.has(id))
  const list = join(scratch, 'blobs')
  writeFileSync(list, blobs.map(([, id]) => `${id}\n`).join(''))
  const bytes = blobs.reduce((sum, [, , size]) => sum + Number(size), 0)
  return { subject: { path, literals: '', patterns: '', blobs: list }, items: blobs.length, bytes }
}

function hasStash(path: string): boolean {
  return execFileSync('git', ['-C', path, 'for-each-ref', 'refs/stash'], { encoding: 'utf8' }) !== ''
}

function writeLiterals(scratch: string): Pick<Subject, 'literals' | 'patterns'> {
  const [literals, patterns] = [join(scratch, 'literals'), join(scratch, 'patterns')]
  const all = prefilterLiterals()
  writeLines(
    literals,
    all.map(({ text }) => text),
  )
  writeLines(
    patterns,
    all.map(({ text, ignoreCase }) => (ignoreCase ? `(?i:${escaped(text)})` : escaped(text))),
  )
  return { literals, patterns }
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const writeLines = (file: string, lines: readonly string[]): void =>
  writeFileSync(file, [...new Set(lines)].map((line) => `${line}\n`).join(''))
