import { type Dialect, setOf } from '../dialect.ts'

export const python: Dialect = {
  language: 'python',
  query: `
    (call function: (identifier) @call)
    (call function: (attribute attribute: (identifier) @call))
    (keyword_argument name: (identifier) @setting)
    (default_parameter name: (identifier) @setting)
    (assignment left: (attribute attribute: (identifier) @setting))
    (assignment left: (identifier) @setting)
    (assignment left: (subscript subscript: (string) @setting))
    (pair key: (string) @setting)
    (comparison_operator) @comparison
    (assignment) @binding
    (function_definition name: (identifier) @function)
    (import_statement) @import
    (import_from_statement) @import`,
  calls: setOf('call'),
  functions: setOf('function_definition lambda'),
  classes: setOf('class_definition'),
  blocks: setOf('block'),
  strings: setOf('string concatenated_string'),
  numbers: setOf('integer float'),
  names: setOf('identifier'),
  members: { attribute: ['object', 'attribute'] },
  indexes: { subscript: ['value', 'subscript'] },
  calleeFields: ['function'],
  bindings: {
    assignment: ['left', 'right'],
    augmented_assignment: ['left', 'right'],
    keyword_argument: ['name', 'value'],
    default_parameter: ['name', 'value'],
    named_expression: ['name', 'value'],
    pair: ['key', 'value'],
  },
  statements: setOf('block module expression_statement if_statement'),
  returns: setOf('return_statement yield'),
  comparisons: setOf('comparison_operator'),
  importsOf,
}

function importsOf(text: string): readonly (readonly [string, string])[] {
  const { from, names } =
    /^(?:from\s+(?<from>[\w.]{1,300})\s+)?import\s+\(?(?<names>[^)]{1,4000})/.exec(text)?.groups ?? {}
  if (names === undefined) return []
  return names.split(',').flatMap((one): readonly (readonly [string, string])[] => {
    const [name = '', alias] = one.trim().split(/\s+as\s+/)
    if (name === '' || name === '*') return []
    if (from !== undefined) return [[alias ?? name, `${from}.${name}`]]
    // `import a.b` makes `a` known, which stands for itself.
    return alias === undefined ? [] : [[alias, name]]
  })
}
