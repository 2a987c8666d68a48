import { pathOf, type Source } from '../../syntax/source.ts'
import { possibleValues } from '../../syntax/possible-values.ts'
import { constantTexts } from '../../syntax/values.ts'
import type { Node } from 'web-tree-sitter'

/**
 * What AWS calls policies that still take TLS 1.0 or 1.1, in its development kit and in templates:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const policies =
  /^(?:TLS_1_[01]|TLS_V1(?:_2016|_1_2016)?|SSL_V3|LEGACY|TLS1[01](?:_EXT)?|TLSv1(?:\.1)?(?:_2016)?|SSLv3|Policy-Min-TLS-1-0-.*|ELBSecurityPolicy-(?:2015-05|2016-08|TLS-1-[01]-.*|FS-2018-06|FS-1-1-.*))$/

/** Whether a setting of a load balancer, gateway or domain names such a policy. */
export const isOldPolicy = (source: Source, value: Node | null): boolean =>
  value !== null &&
  (constantTexts(source, value).some((one) => policies.test(one)) ||
    possibleValues(source, value).some(
      (one) =>
        /olic(?:y|yProtocol)\.\w+$/.test(pathOf(source, one)) &&
        policies.test(pathOf(source, one).split('.').at(-1) ?? ''),
    ))
