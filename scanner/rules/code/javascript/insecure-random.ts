import { pathOf, textOf } from '../../../syntax/source.ts'
import { constantNumber } from '../../../syntax/values.ts'
import type { CodeRule, CodeVerdict, Site } from '../code-rule.ts'
import { replacing } from '../edits.ts'
import { judgeRandom } from '../judge-random.ts'
import { papersFor } from '../papers.ts'

export const insecureRandom: CodeRule = {
  ...papersFor(
    'javascript',
    'insecure-random',
    'https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/Global_Objects/Math/random',
    'read',
  ),
  query: {
    literals: ['Math.random', '_.random', '_.sample', 'lodash', 'nanoid/non-secure', 'uniqid', 'Chance'],
    calls: ['random', 'sample', 'sampleSize', 'nanoid', 'customAlphabet', 'uniqid'],
  },
  judge: (site) => {
    const { path } = site
    const isGenerator =
      path === 'Math.random' ||
      /^(?:_|lodash)\.(?:random|sample|sampleSize)$|^nanoid\/non-secure\.|^uniqid$/.test(path)
    const verdict = isGenerator ? judgeRandom(site, path) : undefined
    return verdict && { ...verdict, ...fixOf(site) }
  },
  matches: [
    `const sessionId = Array(16).fill(0).map(() => letters[Math.floor(Math.random() * letters.length)]).join('')`,
    `import { nanoid } from 'nanoid/non-secure'
     const sessionToken = nanoid()`,
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
    `import crypto from 'node:crypto'
     const otp = Math.floor(Math.random() * 1000000)`,
    `const { createHash } = require('crypto')
     const pin = String(Math.floor(Math.random() * 10000))
     const pinCode = pin`,
    `function randomString() { return Math.random().toString(36).slice(2) }
     const resetToken = randomString()`,
  ],
  misses: [
    `import { nanoid } from 'nanoid'
     const sessionToken = nanoid()`,
    `const delay = base * 2 ** attempt * (1 + Math.random())`,
    `if (Math.random() < sampleRate) trace(request)`,
    `const id = Math.random().toString(36).slice(2)
     element.setAttribute('id', id)`,
    `list.sort(() => Math.random() - 0.5)`,
    `particle.x = Math.random() * canvas.width`,
    `const color = '#' + Math.floor(Math.random() * 16777215).toString(16)`,
    `const token = crypto.randomUUID()`,
    `function randomString() { return Math.random().toString(36).slice(2) }
     element.id = randomString()`,
    // An old name of `randomBytes` (DEP0115).
    `const token = crypto.pseudoRandomBytes(16).toString('hex')`,
  ],
}

/**
 * `Math.floor(Math.random() * n)` where `n` is written down is `randomInt(n)`, in a file that has Node's `crypto` already and so
 * runs nowhere else.
 */
function fixOf({ source, node, path }: Site): Pick<CodeVerdict, 'edits'> {
  const product = node.parent
  const floor = product?.parent?.parent
  if (path !== 'Math.random' || product?.type !== 'binary_expression' || floor?.type !== 'call_expression')
    return {}
  const isFloor =
    pathOf(source, floor) === 'Math.floor()' && product.childForFieldName('operator')?.type === '*'
  const factor = product.childForFieldName('left')?.id === node.id ? product.childForFieldName('right') : null
  const size = constantNumber(source, factor)
  if (
    !isFloor ||
    factor === null ||
    size === undefined ||
    !Number.isInteger(size) ||
    size < 1 ||
    size >= 2 ** 48
  )
    return {}
  const local = [...source.imports].find(([, origin]) => origin === 'crypto')?.[0]
  return local === undefined
    ? {}
    : { edits: [replacing(floor, `${local}.randomInt(${textOf(source, factor)})`)] }
}
