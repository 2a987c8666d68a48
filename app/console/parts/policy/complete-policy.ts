/** The part of JSON Schema that policies use. */
export interface PolicySchema {
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, PolicySchema>>
  readonly additionalProperties?: boolean | PolicySchema
  readonly items?: PolicySchema | readonly PolicySchema[]
  readonly anyOf?: readonly PolicySchema[]
  readonly oneOf?: readonly PolicySchema[]
}

export interface Proposal {
  readonly label: string
  /** What is written for it. */
  readonly apply: string
  readonly info: string | undefined
}

/** What may stand where somebody writes, and from which column on it stands. */
export interface Proposals {
  readonly from: number
  readonly options: readonly Proposal[]
}

/**
 * What may be written at the end of lines of a policy. Pure. Places are told from how far lines are indented, which
 * holds for blocks; within brackets nothing is proposed.
 * @param lines up to and with the one that is written in, cut where somebody writes
 */
export function proposalsAt(schema: PolicySchema, lines: readonly string[]): Proposals | undefined {
  const line = lines.at(-1) ?? ''
  const value = /^(\s*(?:- )*)([\w-]+):\s+([\w-]*)$/.exec(line)
  if (value) {
    const [, lead = '', key = '', begun = ''] = value
    const found = within(schemasAt(schema, pathTo(lines, lead)), key)
    return { from: line.length - begun.length, options: found.flatMap(valuesOf) }
  }
  const name = /^(\s*(?:- )*)([\w-]*)$/.exec(line)
  if (!name) return undefined
  const [, lead = '', begun = ''] = name
  const found = schemasAt(schema, pathTo(lines, lead))
  const from = line.length - begun.length
  return { from, options: [...found.flatMap(keysOf), ...(lead.includes('-') ? found.flatMap(valuesOf) : [])] }
}

/** Keys that lead to a place; `-` stands for an item of a list. */
function pathTo(lines: readonly string[], lead: string): readonly string[] {
  const isItem = lead.includes('-')
  const path = isItem ? ['-'] : []
  // What stands as far in as this, or further, is beside it.
  let depth = isItem ? lead.indexOf('-') : lead.length
  let isInItem = isItem
  for (const line of lines.slice(0, -1).toReversed()) {
    const { indent, dash, key } = partsOf(line)
    if (key === undefined && dash === '') continue
    // The first key of the item that we are in: `- name: …` above `  access: …`.
    if (dash !== '' && !isInItem && indent + dash.length === depth) {
      path.unshift('-')
      depth = indent
      isInItem = true
    } else if (dash === '' && key !== undefined && (isInItem ? indent <= depth : indent < depth)) {
      path.unshift(key)
      depth = indent
      isInItem = false
    } else if (dash !== '' && key !== undefined && indent + dash.length < depth) {
      path.unshift('-', key)
      depth = indent
      isInItem = true
    }
    if (depth === 0 && !isInItem) break
  }
  return path
}

function partsOf(line: string): {
  readonly indent: number
  readonly dash: string
  readonly key: string | undefined
} {
  const [, spaces = '', dash = '', key] = /^(\s*)(- +)?(?:([\w-]+):(?:\s|$))?/.exec(line) ?? []
  return { indent: spaces.length, dash, key }
}

const schemasAt = (schema: PolicySchema, path: readonly string[]): readonly PolicySchema[] =>
  path.reduce<readonly PolicySchema[]>((found, key) => within(found, key), alternatives(schema))

const within = (schemas: readonly PolicySchema[], key: string): readonly PolicySchema[] =>
  schemas
    .flatMap(({ properties, additionalProperties, items }) =>
      key === '-'
        ? [items ?? []].flat()
        : [
            properties?.[key] ?? (typeof additionalProperties === 'object' ? additionalProperties : []),
          ].flat(),
    )
    .flatMap(alternatives)

const alternatives = (schema: PolicySchema): readonly PolicySchema[] => {
  const others = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  return [schema, ...others.flatMap(alternatives)]
}

const keysOf = ({ properties = {} }: PolicySchema): readonly Proposal[] =>
  Object.entries(properties).map(([label, { description }]) => ({
    label,
    apply: `${label}: `,
    info: description,
  }))

function valuesOf(schema: PolicySchema): readonly Proposal[] {
  const known = [...(schema.enum ?? []), ...(schema.const === undefined ? [] : [schema.const])]
  const values = schema.type === 'boolean' && known.length === 0 ? [true, false] : known
  return values.map((value) => ({ label: String(value), apply: String(value), info: schema.description }))
}
