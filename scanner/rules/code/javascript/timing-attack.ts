import type { CodeRule } from '../code-rule.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor(
    'javascript',
    'timing-attack',
    'https://nodejs.org/api/crypto.html#cryptotimingsafeequala-b',
    'read',
  ),
  query: {
    comparisons: [
      'ignature',
      'hmac',
      'Hmac',
      'oken',
      'ecret',
      'assword',
      'piKey',
      'API_KEY',
      'TOKEN',
      'SECRET',
    ],
  },
  judge: ({ source, node }) => {
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
    return left === null || right === null ? undefined : judgeComparison(source, [left, right])
  },
  matches: [
    `const expected = crypto.createHmac('sha256', secret).update(body).digest('hex')
     if (expected !== request.headers['x-hub-signature']) throw new Error('forged')`,
    `if (request.headers.signature === computedSignature) accept()`,
    `if (req.headers['x-api-key'] === process.env.API_KEY) next()`,
    `const isValid = req.query.token === config.token`,
    `if (password === 'letmein') login()`,
    `if (apiKey !== storedApiKey) throw new Error('forbidden')`,
    `const sign = (body) => crypto.createHmac('sha256', key).update(body).digest('hex')
     if (sign(body) === given) accept()`,
  ],
  misses: [
    `if (password !== confirmPassword) showError()`,
    `if (token === undefined) return`,
    `if (token.type === other.type) merge()`,
    `if (signature === 'none') return`,
    `crypto.timingSafeEqual(expected, given)`,
    `if (req.body.password === req.body.passwordRepeat) save()`,
    `if (token === tokens[0]) next()`,
    `if (errors.password === 'required') show()`,
    `if (type === 'password') hide()`,
    `if (format !== TokenFormat.SELF_CONTAINED) return`,
    `if (state.password !== props.password) redraw()`,
    `if (publicKey === expectedPublicKey) accept()`,
    `if (token === nextToken) merge()`,
  ],
}
