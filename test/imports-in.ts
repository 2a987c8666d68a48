import { parseSync } from 'rolldown/utils'

export interface Import {
  /** As it is written: `./x.ts`, `node:fs`. */
  readonly target: string
  /** Nothing of it is left when the program runs. */
  readonly isType: boolean
}

/** What a module imports, exports again, or loads, by a parser: texts in it that look like imports are none. */
export function importsIn(source: string, file: string): readonly Import[] {
  const { module, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`)
  const again = module.staticExports.flatMap(({ entries }) => entries)
  return [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      target: moduleRequest.value,
      isType: entries.length > 0 && entries.every((one) => one.isType),
    })),
    ...again.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ target: moduleRequest.value, isType }] : [],
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const [, target] = /^['"]([^'"]+)['"]$/.exec(source.slice(start, end)) ?? []
      return target === undefined ? [] : [{ target, isType: false }]
    }),
  ]
}
