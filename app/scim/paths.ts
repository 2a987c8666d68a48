import type { ResourceKind } from './attributes.ts'

/** A path without its schema's name in front of it, which may be there. @returns one of another schema as it is */
export function withoutSchema(path: string, { schema }: Pick<ResourceKind, 'schema'>): string {
  return path.toLowerCase().startsWith(`${schema.toLowerCase()}:`) ? path.slice(schema.length + 1) : path
}

/** A path of a patch, taken apart: `emails[type eq "work"].value`. */
export interface PatchPath {
  readonly attribute: string
  /** What stands between brackets. */
  readonly filter?: string
  readonly sub?: string
}

/** @returns undefined: it is no path, or one of another schema */
export function readPatchPath(written: string, kind: Pick<ResourceKind, 'schema'>): PatchPath | undefined {
  const path = withoutSchema(written.trim(), kind)
  const found = /^([A-Za-z$][\w$-]{0,80})(?:\[([^\][]{1,500})\])?(?:\.([A-Za-z$][\w$-]{0,80}))?$/.exec(path)
  if (!found) return undefined
  const [, attribute = '', filter, sub] = found
  return {
    attribute,
    ...(filter !== undefined && { filter: withQuotes(filter) }),
    ...(sub !== undefined && { sub }),
  }
}

/** Some write `type eq work` where the standard wants `type eq "work"`. */
const withQuotes = (filter: string): string =>
  filter.replaceAll(
    /\b(eq|ne|co|sw|ew|gt|ge|lt|le)\s+([^\s"()]+)/gi,
    (whole, operator: string, value: string) =>
      /^(?:true|false|null|-?\d+(?:\.\d+)?)$/i.test(value) ? whole : `${operator} "${value}"`,
  )
