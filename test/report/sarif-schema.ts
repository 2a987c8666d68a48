import { Ajv } from 'ajv'
import formatsPlugin from 'ajv-formats'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * Problems of a SARIF log by the OASIS schema of SARIF 2.1.0, as the package `@microsoft/jest-sarif` ships it; empty when
 * it is valid.
 */
export function sarifProblems(log: unknown): readonly string[] {
  validate(log)
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
  )
}

const validate = compile()

function compile() {
  const file = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  )
  // Draft 4: `id` and `$schema` are spelled differently since; nothing else in it is.
  const { id: _id, $schema: _schema, ...schema } = JSON.parse(readFileSync(file, 'utf8'))
  // One pattern in it is no regular expression in Unicode mode.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  formatsPlugin.default(ajv)
  return ajv.compile(schema)
}
