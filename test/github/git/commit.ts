import type { GitObject } from './object-reader.ts'

export interface Person {
  readonly name: string
  readonly email: string
  /** In GitHub's form. */
  readonly date: string
}

export interface Commit {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Person
  readonly committer: Person
  readonly message: string
}

export function parseCommit({ oid, content }: GitObject): Commit {
  const text = content.toString('utf8')
  const end = text.indexOf('\n\n')
  const fields = text.slice(0, end).split('\n')
  const values = (name: string): readonly string[] =>
    fields.filter((field) => field.startsWith(`${name} `)).map((field) => field.slice(name.length + 1))
  return {
    sha: oid,
    tree: values('tree')[0]!,
    parents: values('parent'),
    author: parsePerson(values('author')[0]!),
    committer: parsePerson(values('committer')[0]!),
    message: text.slice(end + 2).replace(/\n$/, ''),
  }
}

function parsePerson(text: string): Person {
  const [, name, email, seconds] = /^(.*?) ?<(.*)> (\d+)/.exec(text) ?? []
  const date = new Date(Number(seconds ?? 0) * 1000).toISOString()
  return { name: name ?? '', email: email ?? '', date: date.replace('.000Z', 'Z') }
}
