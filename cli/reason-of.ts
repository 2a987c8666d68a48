/** Words for what operating systems answer most. Source: errno(3). */
const words: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the quota of this user is used up',
  EFBIG: 'the file would be too large',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
}

/** Why the operating system refused, for people. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return words[code] ?? (code === '' ? 'unknown reason' : `the system says ${code}`)
}
