import type { CodeRule } from '../code-rule.ts'
import { taintRule } from '../taint-rule.ts'

export const nosqlInjection: CodeRule = taintRule(
  'python',
  'nosql-injection',
  'https://www.mongodb.com/docs/manual/reference/operator/query/where/',
  {
    kind: 'query',
    literals: ['$where', 'find_one', 'mongo'],
    sinks: [
      { settings: ['$where', '$function', '$accumulator'], unknown: 'medium' },
      { calls: ['map_reduce', 'inline_map_reduce'], path: /\.\w+$/, takes: [0, 1], local: 'nothing' },
      {
        calls: [
          'find',
          'find_one',
          'find_one_and_update',
          'find_one_and_delete',
          'update_one',
          'update_many',
          'delete_one',
          'delete_many',
          'count_documents',
          'aggregate',
        ],
        path: /\.\w+$/,
        local: 'nothing',
        // What is in the address or a form is text: only JSON can bring an object.
        when: ({ source }, _value, { isBuilt }) =>
          !isBuilt && /mongo/i.test(source.text) && /json/i.test(source.text),
      },
    ],
    matches: [
      `from flask import request
def find():
    return db.users.find({'$where': "this.name == '" + request.args['name'] + "'"})  # here`,
      `from flask import request
from pymongo import MongoClient
def login():
    data = request.get_json()
    return users.find_one({'name': data['name'], 'password': data['password']})`,
    ],
    misses: [
      `from flask import request
from pymongo import MongoClient
def login():
    return users.find_one({'name': str(request.get_json()['name'])})`,
      `db.users.find({'$where': 'this.a > this.b'})`,
      `text.find(request.args['name'])`,
    ],
  },
)
