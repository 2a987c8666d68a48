/**
 * `owner/name` of a git remote address: `https://host/owner/name.git`, `ssh://git@host/owner/name`,
 * `git@host:owner/name.git`. Credentials and host are left out. null where there is no such pair (a path on a disk).
 */
export function repositoryName(url: string): string | null {
  const path = addressPath(url)
  if (path === null) return null
  const parts = path
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .split('/')
    .filter((part) => part !== '')
  const owner = parts.at(-2)
  const name = parts.at(-1)
  if (owner === undefined || name === undefined) return null
  return [owner, name].every((part) => /^[\w.-]{1,100}$/.test(part)) ? `${owner}/${name}` : null
}

/** What follows the host; null for a path on a disk. */
function addressPath(url: string): string | null {
  const full = /^(?:https?|ssh|git|git\+ssh|ssh\+git):\/\/[^/]+\/(.*)$/is.exec(url)
  if (full !== null) return full[1]!.replace(/[?#].*$/s, '')
  // The short form of ssh. A slash before the colon would make it a path, and `C:\` is one too.
  const short = /^(?:[^@/:\\]+@)?[^@/:\\]{2,}:(?![\\/]{2})(.*)$/s.exec(url)
  return short === null ? null : short[1]!
}
