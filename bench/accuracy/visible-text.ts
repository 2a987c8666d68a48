import type { SecretCase } from './secret-case.ts'

const length = 100

/** The beginning of a case's text on one line, for a person to recognise it by: no more than the case file shows. */
export function visibleText({ text }: SecretCase): string {
  const start = Buffer.from(text, 'base64').subarray(0, length).toString('latin1')
  return JSON.stringify(start).replaceAll(/[\x7f-\x9f]/g, '?')
}
