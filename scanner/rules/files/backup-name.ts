/** What editors, people and tools append to the name of a copy. */
export const backupExtensions: ReadonlySet<string> = new Set(
  `bak bak1 bak2 bkp bkup backup back old old1 orig original save saved copy prev previous swp swo swn tmp temp 1 2 0 rpmsave
  rpmnew dpkg-old dpkg-dist dpkg-new disabled off unused deleted removed`.split(/\s+/),
)

/**
 * The name that a copy was made of: `.env` for `.env.bak`, `.env~`, `.env.swp`, `..env.swp`, `#.env#`, `.env copy`.
 * @param path lower-cased
 * @returns undefined where the name is no copy's
 */
export function originalOfBackup(path: string): string | undefined {
  const slash = path.lastIndexOf('/')
  const base = path.slice(slash + 1)
  const original = originalBase(base)
  return original === undefined || original === '' ? undefined : path.slice(0, slash + 1) + original
}

function originalBase(base: string): string | undefined {
  if (base.endsWith('~')) return base.slice(0, -1)
  if (base.startsWith('#') && base.endsWith('#')) return base.slice(1, -1)
  if (base.endsWith(' copy')) return base.slice(0, -5)
  const dot = base.lastIndexOf('.')
  if (dot <= 0) return undefined
  const extension = base.slice(dot + 1)
  if (!backupExtensions.has(extension)) return undefined
  const name = base.slice(0, dot)
  // Vim hides its swap files: `.wp-config.php.swp`, `..env.swp`.
  return extension.startsWith('sw') && name.startsWith('.') && name.includes('.', 1) ? name.slice(1) : name
}
