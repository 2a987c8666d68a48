import type { CodeRule } from '../code-rule.ts'
import { papersFor } from '../papers.ts'

export const weakPadding: CodeRule = {
  ...papersFor('go', 'weak-padding', 'https://pkg.go.dev/crypto/rsa#EncryptPKCS1v15', 'read'),
  query: { calls: ['EncryptPKCS1v15', 'DecryptPKCS1v15', 'DecryptPKCS1v15SessionKey'] },
  judge: ({ path }) => (path.startsWith('crypto/rsa.') ? {} : undefined),
  matches: [
    `package a
import ("crypto/rand"; "crypto/rsa")
func f() { out, err := rsa.EncryptPKCS1v15(rand.Reader, key, text) }`,
  ],
  misses: [
    `package a
import ("crypto/rand"; "crypto/rsa")
func f() { out, err := rsa.EncryptOAEP(sha256.New(), rand.Reader, key, text, nil) }`,
  ],
}
