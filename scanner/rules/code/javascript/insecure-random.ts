import type { CodeRule } from '../code-rule.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'

export const insecureRandom: CodeRule = {
  ...papersFor(
    'javascript',
    'insecure-random',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Math/random',
  ),
  query: {
    literals: ['Math.random', 'pseudoRandomBytes', '_.random', '_.sample', 'lodash'],
    calls: ['random', 'pseudoRandomBytes', 'sample', 'sampleSize'],
  },
  judge: (site) => {
    const { name, path, node, source } = site
    if (name === 'pseudoRandomBytes') {
      if (path !== 'crypto.pseudoRandomBytes') return undefined
      const callee = node.childForFieldName('function')
      const end = callee?.endIndex ?? node.startIndex
      const start = end - 'pseudoRandomBytes'.length
      return {
        severity: 'low',
        confidence: 'medium',
        note: 'the name promises nothing',
        ...(source.text.slice(start, end) === name && { edits: [{ start, end, text: 'randomBytes' }] }),
      }
    }
    const isGenerator = path === 'Math.random' || /^(?:_|lodash)\.(?:random|sample|sampleSize)$/.test(path)
    return isGenerator ? judgeRandom(site, path) : undefined
  },
  matches: [
    `const token = Math.random().toString(36).slice(2)`,
    `function generatePassword(length) {
       const chars = 'abcdefghijklmnopqrstuvwxyz'
       let result = ''
       for (let i = 0; i < length; i += 1) result += chars.charAt(Math.floor(Math.random() * chars.length))
       return result
     }`,
    `user.resetToken = String(Math.random())`,
    `const otp = Math.floor(100000 + Math.random() * 900000)
     await mail.send(user.email, otp)`,
    `response.cookie('sessionId', Math.random().toString(16))`,
    `crypto.pseudoRandomBytes(16)`,
  ],
  misses: [
    `const delay = base * 2 ** attempt * (1 + Math.random())`,
    `if (Math.random() < sampleRate) trace(request)`,
    `const id = Math.random().toString(36).slice(2)
     element.setAttribute('id', id)`,
    `list.sort(() => Math.random() - 0.5)`,
    `particle.x = Math.random() * canvas.width`,
    `const color = '#' + Math.floor(Math.random() * 16777215).toString(16)`,
    `const token = crypto.randomUUID()`,
    `function pseudoRandomBytes() {}
     pseudoRandomBytes()`,
  ],
}
