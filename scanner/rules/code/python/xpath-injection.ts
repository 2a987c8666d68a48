import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const xpathInjection: CodeRule = taintRule(
  'python',
  'xpath-injection',
  'https://lxml.de/xpathxslt.html#the-xpath-method',
  {
    kind: 'query',
    literals: ['xpath', 'XPath', 'findall', 'etree'],
    sinks: [
      {
        calls: ['xpath', 'XPath', 'ETXPath', 'xpathEval', 'find', 'findall', 'findtext', 'iterfind'],
        path: /(?:^|\.)(?:xpath|XPath|ETXPath|xpathEval|(?:root|tree|doc|document|xml)\.(?:find|findall|findtext|iterfind))$/,
        local: 'nothing',
        when: ({ source }) => /etree|lxml/.test(source.text),
      },
    ],
    matches: [
      `from lxml import etree
from flask import request
def find():
    return root.xpath("//user[name='" + request.args['name'] + "']")  # here`,
    ],
    misses: [
      `from lxml import etree
root.xpath('//user[name=$name]', name=name)`,
      `from lxml import etree
from flask import request
def find():
    return root.xpath('//user[name=$name]', name=request.args['name'])`,
    ],
  },
)
