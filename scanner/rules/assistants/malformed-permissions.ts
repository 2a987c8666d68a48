import { type DocumentNode, get, items, type Range } from '../documents/document.ts'

/** A part of `permissions` that has another form than Claude Code takes. */
export interface MalformedPart extends Range {
  /** In our words, without text of the file. */
  readonly problem: string
}

const lists = ['allow', 'ask', 'deny'] as const

/**
 * The first part of a settings file's permissions that is no list of texts. Claude Code checks the form of a settings file and
 * skips one that does not have it, so that no rule in it counts.
 * (https://code.claude.com/docs/en/settings#fix-a-broken-settings-file, read.)
 */
export function malformedPermissions(root: DocumentNode): MalformedPart | null {
  if (root.kind !== 'map') return partOf(root, 'it is no block of keys and values')
  const permissions = get(root, 'permissions')
  if (permissions === null) return null
  if (permissions.kind !== 'map') return partOf(permissions, '`permissions` is no block of keys and values')
  for (const name of lists) {
    const list = get(permissions, name)
    if (list !== null && list.kind !== 'list') return partOf(list, `\`permissions.${name}\` is no list`)
    const odd = items(list).find((item) => item.kind !== 'scalar' || typeof item.value !== 'string')
    if (odd) return partOf(odd, `\`permissions.${name}\` holds something that is no text`)
  }
  return null
}

const partOf = ({ start, end }: DocumentNode, problem: string): MalformedPart => ({ start, end, problem })
