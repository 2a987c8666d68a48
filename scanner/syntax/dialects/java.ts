import { type Dialect, setOf } from '../dialect.ts'

export const java: Dialect = {
  language: 'java',
  query: `
    (method_invocation name: (identifier) @call)
    (object_creation_expression type: (type_identifier) @call)
    (object_creation_expression type: (generic_type (type_identifier) @call))
    (object_creation_expression type: (scoped_type_identifier (type_identifier) @call .))
    (annotation name: [(identifier) @call (scoped_identifier name: (identifier) @call)])
    (marker_annotation name: [(identifier) @call (scoped_identifier name: (identifier) @call)])
    ((field_access field: (identifier) @bare) (#match? @bare "^[A-Z][A-Z_]{5,}$"))
    (method_declaration name: (identifier) @setting)
    (variable_declarator) @binding
    (assignment_expression) @binding
    (method_declaration name: (identifier) @function)
    (import_declaration) @import`,
  calls: setOf('method_invocation object_creation_expression annotation marker_annotation'),
  functions: setOf('method_declaration constructor_declaration lambda_expression'),
  classes: setOf('class_declaration enum_declaration record_declaration'),
  blocks: setOf('block constructor_body'),
  strings: setOf('string_literal'),
  numbers: setOf('decimal_integer_literal hex_integer_literal decimal_floating_point_literal'),
  names: setOf('identifier type_identifier this'),
  members: {
    field_access: ['object', 'field'],
    method_invocation: ['object', 'name'],
    scoped_type_identifier: ['', ''],
  },
  indexes: { array_access: ['array', 'index'] },
  calleeFields: [],
  bindings: { variable_declarator: ['name', 'value'], assignment_expression: ['left', 'right'] },
  statements: setOf(
    'block program expression_statement local_variable_declaration field_declaration if_statement',
  ),
  returns: setOf('return_statement'),
  comparisons: setOf('binary_expression'),
  importsOf,
}

function importsOf(text: string): readonly (readonly [string, string])[] {
  const { path } = /^import\s+(?:static\s+)?(?<path>[\w.]{1,300})\s*;/.exec(text)?.groups ?? {}
  return path === undefined ? [] : [[path.slice(path.lastIndexOf('.') + 1), path]]
}
