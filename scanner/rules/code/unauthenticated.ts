import type { Node } from 'web-tree-sitter'
import { enclosing, type Source, textOf } from '../../syntax/source.ts'
import type { CodeVerdict } from './code-rule.ts'

/** Modes that hide a text and let everybody change it: NIST SP 800-38A. As OpenSSL, Java and the libraries of Python and Go write them. */
export const hidingMode = /(?:^|[-_/])(?<mode>CBC|CTR|CFB|OFB)\d*(?:[-_/]\w+)?$/i

/** What tells whether a text was changed. Where it stands in a file, somebody has thought of it. */
const authenticating =
  /hmac|[cgk]mac|poly1305|(?<![a-z])macs?(?![a-z])|Mac\b|GCM|gcm|\b(?:MODE_)?(?:CCM|EAX|SIV|OCB)\b|[-_/]ccm\b|aead|auth_?tag|\b(?:create)?sign(?:ed|er|ing)?\b|createSign|signature/i

const comments = /\/\*[\s\S]*?\*\/|(?<=^|\s)(?:\/\/|#(?=\s))[^\n]*/g

const encrypting = /encrypt/i
const decrypting = /decrypt/i

/**
 * Of a cipher in a mode that hides alone: whoever changes the encrypted text is not noticed. Said only where it encrypts, and where
 * nothing in the file authenticates; what does may stand in another file, so that it is never sure.
 * @param mode how the mode is called, for people
 */
export function judgeUnauthenticated(source: Source, node: Node, mode: string): CodeVerdict | undefined {
  const text = source.text.replaceAll(comments, '')
  if (authenticating.test(text)) return undefined
  const around = enclosing(node, source.dialect.functions)
  const near = (around === null ? text : textOf(source, around)).replaceAll(comments, '')
  // Old texts have to be read as they were written.
  if (isOnlyDecrypting(near)) return undefined
  return {
    severity: 'low',
    confidence: 'low',
    note: `${mode.toUpperCase()} does not tell whether the text was changed, and nothing in this file does`,
  }
}

/** `encrypted` is what is decrypted. */
const isOnlyDecrypting = (text: string): boolean =>
  decrypting.test(text) && !encrypting.test(text.replaceAll(/encrypted\w*/gi, ''))
