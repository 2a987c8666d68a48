import type { CodeRule } from '../code-rule.ts'
import { judgeComparison } from '../judge-comparison.ts'
import { papersFor } from '../papers.ts'

export const timingAttack: CodeRule = {
  ...papersFor(
    'ruby',
    'timing-attack',
    'https://api.rubyonrails.org/classes/ActiveSupport/SecurityUtils.html#method-c-secure_compare',
  ),
  query: {
    comparisons: [
      'ignature',
      'HMAC',
      'hmac',
      'oken',
      'ecret',
      'assword',
      'api_key',
      'API_KEY',
      'TOKEN',
      'SECRET',
    ],
  },
  judge: ({ source, node }) => {
    const sides = [node.childForFieldName('left'), node.childForFieldName('right')].filter(
      (one) => one !== null,
    )
    return sides.length === 2 ? judgeComparison(source, sides) : undefined
  },
  matches: [
    `head :forbidden unless OpenSSL::HMAC.hexdigest('SHA256', key, body) == request.headers['X-Signature']`,
    `expected = 'sha1=' + OpenSSL::HMAC.hexdigest(digest, secret, body)
return if expected != request.env['HTTP_X_HUB_SIGNATURE']`,
    `accept if params[:token] == Settings.api_token`,
    `accept if params[:password] == 'a password in the code'`,
    `raise Invalid if signature != expected_signature`,
  ],
  misses: [
    `errors.add(:password) if password != password_confirmation`,
    `return if token == nil`,
    `accept if ActiveSupport::SecurityUtils.secure_compare(expected, request.headers['X-Signature'])`,
    `merge if token.type == other.type`,
    `return if params[:token] == ''`,
    `user.password == other.password`,
  ],
}
