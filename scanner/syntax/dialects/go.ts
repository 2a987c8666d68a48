import { type Dialect, setOf } from '../dialect.ts'

export const go: Dialect = {
  language: 'go',
  query: `
    (call_expression function: (identifier) @call)
    (call_expression function: (selector_expression field: (field_identifier) @call))
    (keyed_element . (literal_element (identifier) @setting @field))
    (assignment_statement left: (expression_list (selector_expression field: (field_identifier) @setting)))
    (binary_expression operator: ["==" "!="]) @comparison
    (short_var_declaration) @binding
    (var_spec) @binding
    (const_spec) @binding
    (assignment_statement) @binding
    (function_declaration name: (identifier) @function)
    (method_declaration name: (field_identifier) @function)
    (import_spec) @import`,
  calls: setOf('call_expression'),
  functions: setOf('function_declaration method_declaration func_literal'),
  classes: setOf(''),
  blocks: setOf('block'),
  strings: setOf('interpreted_string_literal raw_string_literal'),
  numbers: setOf('int_literal float_literal'),
  names: setOf('identifier field_identifier type_identifier package_identifier'),
  members: { selector_expression: ['operand', 'field'], qualified_type: ['package', 'name'] },
  indexes: { index_expression: ['operand', 'index'] },
  calleeFields: ['function'],
  bindings: {
    short_var_declaration: ['left', 'right'],
    assignment_statement: ['left', 'right'],
    var_spec: ['name', 'value'],
    const_spec: ['name', 'value'],
  },
  zeroTypes: setOf('array_type'),
  statements: setOf('block source_file expression_statement statement_list if_statement'),
  returns: setOf('return_statement'),
  comparisons: setOf('binary_expression'),
  importsOf,
}

function importsOf(text: string): readonly (readonly [string, string])[] {
  const { alias, from } = /^(?<alias>[\w.]{1,100}\s+)?["`](?<from>[^"`]{1,300})["`]/.exec(text)?.groups ?? {}
  if (from === undefined) return []
  // `math/rand/v2` is called `rand` too.
  const own = from.replace(/\/v\d+$/, '')
  return [[alias?.trim() ?? own.slice(own.lastIndexOf('/') + 1), own]]
}
