import { type Dialect, setOf } from '../dialect.ts'

export const ruby: Dialect = {
  language: 'ruby',
  // `rand` alone is a call; other names alone are mostly variables.
  query: `
    (call method: (identifier) @call)
    (call method: (constant) @call)
    ((identifier) @bare (#eq? @bare "rand"))
    (pair key: [(hash_key_symbol) (simple_symbol) (string)] @setting)
    (assignment left: (call method: (identifier) @setting))
    (assignment left: [(identifier) (constant) (instance_variable)] @setting)
    (assignment left: (scope_resolution name: (constant) @setting))
    (assignment left: (element_reference [(string) (simple_symbol)] @setting))
    (operator_assignment left: (call method: (identifier) @setting))
    (binary operator: ["==" "!="]) @comparison
    (assignment) @binding
    (operator_assignment) @binding
    (method name: (identifier) @function)
    (singleton_method name: (identifier) @function)`,
  calls: setOf('call'),
  functions: setOf('method singleton_method'),
  classes: setOf('class module singleton_class'),
  blocks: setOf('body_statement'),
  strings: setOf('string simple_symbol hash_key_symbol'),
  numbers: setOf('integer float'),
  names: setOf('identifier constant instance_variable class_variable global_variable self'),
  members: { call: ['receiver', 'method'], scope_resolution: ['scope', 'name'] },
  indexes: { element_reference: ['object', 'index'] },
  calleeFields: [],
  bindings: {
    assignment: ['left', 'right'],
    operator_assignment: ['left', 'right'],
    pair: ['key', 'value'],
    keyword_parameter: ['name', 'value'],
    optional_parameter: ['name', 'value'],
  },
  statements: setOf('program body_statement block_body then else begin_block ensure rescue do'),
  returns: setOf('return'),
  comparisons: setOf('binary'),
  spell: (text) => text.replaceAll(/::|&\./g, '.').replace(/^\./, ''),
  shared: setOf('instance_variable class_variable global_variable'),
  lastCounts: setOf('body_statement block_body then else begin parenthesized_statements'),
  // `require` says no name.
  importsOf: () => [],
  fields: { element_reference: { index: (node) => node.namedChild(1) } },
}
