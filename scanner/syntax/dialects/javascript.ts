import { type Dialect, setOf } from '../dialect.ts'

/** JavaScript and TypeScript, whose grammars name these nodes alike. */
export const javascript: Dialect = {
  language: 'javascript',
  query: `
    (call_expression function: (identifier) @call)
    (call_expression function: (member_expression property: (property_identifier) @call))
    (new_expression constructor: (identifier) @call)
    (new_expression constructor: (member_expression property: (property_identifier) @call))
    (pair key: [(property_identifier) (string)] @setting)
    (assignment_expression left: (member_expression property: (property_identifier) @setting))
    (assignment_expression left: (subscript_expression index: (string) @setting))
    (binary_expression operator: ["===" "==" "!==" "!="]) @comparison
    (variable_declarator) @binding
    (assignment_expression) @binding
    (function_declaration name: (identifier) @function)
    (method_definition name: (property_identifier) @function)
    (pair key: (property_identifier) @function value: [(function_expression) (arrow_function)])
    (import_statement) @import`,
  more: {
    javascript: '(field_definition) @binding',
    typescript: '(public_field_definition) @binding',
    tsx: '(public_field_definition) @binding',
  },
  calls: setOf('call_expression new_expression'),
  functions: setOf(
    'function_declaration function_expression arrow_function method_definition generator_function generator_function_declaration',
  ),
  classes: setOf('class_declaration class abstract_class_declaration'),
  blocks: setOf('statement_block'),
  strings: setOf('string template_string'),
  numbers: setOf('number'),
  names: setOf(
    'identifier property_identifier private_property_identifier shorthand_property_identifier shorthand_property_identifier_pattern this type_identifier',
  ),
  members: { member_expression: ['object', 'property'] },
  indexes: { subscript_expression: ['object', 'index'] },
  calleeFields: ['function', 'constructor'],
  bindings: {
    variable_declarator: ['name', 'value'],
    assignment_expression: ['left', 'right'],
    augmented_assignment_expression: ['left', 'right'],
    pair: ['key', 'value'],
    public_field_definition: ['name', 'value'],
    field_definition: ['property', 'value'],
    assignment_pattern: ['left', 'right'],
    jsx_attribute: ['name', 'value'],
  },
  statements: setOf(
    'statement_block program expression_statement class_body lexical_declaration variable_declaration if_statement switch_statement',
  ),
  returns: setOf('return_statement yield_expression'),
  comparisons: setOf('binary_expression'),
  importsOf,
}

const identifier = String.raw`[\w$]{1,100}`
const staticImport = /^import\s+(?:type\s+)?(?<what>[^'"]{1,4000}?)\s+from\s*['"](?<from>[^'"]{1,300})['"]/
const required = new RegExp(
  String.raw`^(?<what>${identifier}|\{[^}]{1,4000}\})\s*=\s*(?:await\s+)?(?:require|import)\(\s*['"](?<from>[^'"]{1,300})['"]\s*\)(?:\.(?<member>${identifier}))?`,
)

function importsOf(text: string): readonly (readonly [string, string])[] {
  const { what, from, member } = (staticImport.exec(text) ?? required.exec(text))?.groups ?? {}
  if (what === undefined || from === undefined) return []
  const origin = from.replace(/^node:/, '') + (member === undefined ? '' : `.${member}`)
  const named = /\{(?<list>[^}]*)\}/.exec(what)?.groups?.['list'] ?? ''
  const names = named.split(',').flatMap((one): readonly (readonly [string, string])[] => {
    const [name, local = name] = one
      .trim()
      .replace(/^type\s+/, '')
      .split(/\s+as\s+|\s*:\s*/)
    return name ? [[local!, `${origin}.${name}`]] : []
  })
  const whole = what
    .replace(/\{[^}]*\}/, '')
    .replace(/\*\s+as\s+/, '')
    .split(',')
  return [
    ...names,
    ...whole
      .map((one) => one.trim())
      .filter(Boolean)
      .map((one) => [one, origin] as const),
  ]
}
