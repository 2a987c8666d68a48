/**
 * Where what is found in messages is said to be. No file is called so: git takes nothing below a `.git` into a commit and
 * checks nothing out there.
 */
export const commitMessagePath = '.git/commit-message'
export const tagMessagePath = '.git/tag-message'

const notes: ReadonlyMap<string, string> = new Map([
  [commitMessagePath, 'it stands in the message of the commit'],
  [tagMessagePath, 'it stands in the message of the tag'],
])

/** What to say of a finding in a message; undefined for one in a file. */
export const messageNote = (path: string): string | undefined => notes.get(path)
