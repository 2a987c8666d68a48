import type { Node } from 'web-tree-sitter'
import { calleePath, enclosing, type Source, textOf } from '../../source.ts'
import { constantText } from '../../values.ts'
import type { Model, Origin, Parameter } from '../model.ts'
import { parametersOf } from '../../functions.ts'

const request: Origin = { trust: 'untrusted', from: 'the request' }
const address: Origin = { trust: 'untrusted', from: 'the address of the page' }
const message: Origin = { trust: 'untrusted', from: 'a message' }
const shown: Origin = { trust: 'local', from: 'an element of the page' }
const local: Origin = { trust: 'local', from: 'the command line or environment' }

const requestParts =
  'query|body|params|param|cookies|signedCookies|headers|header|get|url|originalUrl|path|hostname|host|files|file|payload|rawBody|rawHeaders|subdomains|querystring|search|json|text|formData|nextUrl|multipart|parts|state'

/** Express, Koa, Fastify, Hapi, Next, NestJS, Hono, AWS Lambda, browsers; from their documentation. */
export const javascriptModel: Model = {
  origins: [
    [
      new RegExp(
        String.raw`^(?:this\.|self\.)?(?:req|request|_req|httpRequest|apiRequest)\.(?:${requestParts})(?=$|[.(?])`,
      ),
      request,
    ],
    [
      /^(?:this\.)?(?:ctx|context|c|event)\.(?:request|req)\.(?:query|body|params?|header|headers|url|originalUrl|path|href|search|querystring|rawBody|files|json|text|parseBody|formData|valid|cookies)(?=$|[.(?])/,
      request,
    ],
    [
      /^(?:this\.)?(?:ctx\.(?:query|params|querystring|headers?|cookies\.get|url|originalUrl|path|href|search|args)|context\.(?:query|params|querystring))(?=$|[.(?])/,
      request,
    ],
    [
      /^event\.(?:body|queryStringParameters|multiValueQueryStringParameters|pathParameters|headers|rawPath|rawQueryString|cookies|requestContext\.http\.path|Records)(?=$|[.(?])/,
      request,
    ],
    [
      /^(?:useSearchParams|useParams|useRouter\(\)\.query|useLocation\(\)\.(?:search|hash)|(?:this\.)?\$route\.(?:query|params|hash|fullPath)|(?:this\.)?(?:route|activatedRoute|_route)\.(?:snapshot\.)?(?:queryParams?|params|queryParamMap|paramMap|fragment)|(?:this\.)?props\.(?:match\.params|location\.(?:search|hash)|searchParams)|router\.query|searchParams\.get|urlParams\.get|queryParams\.get)(?=$|[.(?])/,
      address,
    ],
    [
      /^(?:(?:window|self|globalThis|top|parent|document|history|router)\.)*location(?:\.(?:search|hash|href|pathname|toString\(\)))?(?=$|\.(?:slice|split|substr|substring|replace|match|indexOf|toString|get)\b)/,
      address,
    ],
    [/^document\.(?:URL|documentURI|baseURI|referrer|cookie)(?=$|\.)/, address],
    [/^window\.name(?=$|\.)/, address],
    // What a page shows is text, which was escaped to be shown, or what somebody has typed in.
    [
      /^document\.(?:getElementById|querySelector)\(\)\.(?:value|textContent|innerText|getAttribute\(\))(?=$|\.)/,
      shown,
    ],
    [
      /^(?:\$|jQuery)\(\)(?:\.(?:find|first|last|eq|closest|parent)\(\))*\.(?:val|text|attr|data|prop)\(\)/,
      shown,
    ],
    [
      /^(?:process\.(?:argv|env)|(?:yargs|minimist|commander|program|argv)\b|prompt\(\)|readline\.question\(\)|rl\.question\(\)|core\.getInput\(\)|@actions\/core\.getInput\(\))/,
      local,
    ],
  ],
  configured:
    /^(?:__dirname|__filename|import\.meta|config|conf|settings|nconf|(?:process\.(?:cwd\(\)|platform|pid|execPath|version))|os\.(?:tmpdir|homedir|EOL)|(?:(?:window|document|self|globalThis|top|parent)\.)*location\.(?:origin|host|hostname|protocol|port)|(?:window\.)?document\.(?:title|body|head|documentElement)|undefined|NaN|Infinity|React|app|server|db|console|Math|JSON|Object|Array|Date)(?=$|[.(])/,
  harmless:
    /^(?:parseInt|parseFloat|Number|Boolean|isNaN|BigInt|Number\.\w+|Math\.\w+|Date\.\w+|Date|RegExp\.escape|Symbol|typeof|uuid(?:\.v\d)?|uuidv\d|crypto\.\w+|Object\.keys|(?:mongoose\.(?:Types\.)?)?ObjectI[dD]|mongodb\.ObjectI[dD]|new ObjectI[dD])$|\.(?:indexOf|lastIndexOf|includes|startsWith|endsWith|test|charCodeAt|codePointAt|has|every|some|getTime|toFixed|localeCompare|digest|isValid|push|search|Types\.ObjectId|toISOString)$/,
  cleaning: {
    sql: /(?:^|\.)(?:escape|escapeId|escapeIdentifier|escapeLiteral|format|sqlstring\.\w+|pgFormat|SqlString\.\w+)$|^(?:pg-format|sqlstring|sql-template-strings|sql-template-tag)\b/,
    command:
      /(?:^|\.)(?:shellescape|shell-escape|quote|escapeShellArg|shellQuote|shescape\.\w+|escapeshellarg)$|^(?:shell-escape|shell-quote|shescape|puka)\b/,
    code: /^JSON\.stringify$/,
    html: /(?:^|\.)(?:escape|escapeHtml|escapeHTML|htmlEscape|encode|htmlEncode|sanitize|sanitizeHtml|sanitizeHTML|encodeURIComponent|encodeURI|escapeExpression|createTextNode|encodeForHTML|encodeHTML|stripTags|inHTMLData|bypass|filterXSS|xss|clean|render|renderFile)$|^(?:DOMPurify|dompurify|isomorphic-dompurify|sanitize-html|escape-html|he|xss|xss-filters|validator|html-entities|lodash\.escape|entities|insane|striptags)\b/,
    url: /(?:^|\.)(?:encodeURIComponent|escape)$/,
    redirect: /(?:^|\.)encodeURIComponent$/,
    path: /(?:^|\.)(?:basename|encodeURIComponent|sanitize|sanitizeFilename|filenamify|secureFilename|safeJoin|extname)$|^(?:sanitize-filename|filenamify|resolve-path)\b/,
    template: /^JSON\.stringify$/,
    query:
      /^(?:String|mongo-sanitize|mongoSanitize|sanitize|JSON\.stringify)$|\.(?:toString|trim|toLowerCase)$/,
  },
  carrying:
    /^(?:String|decodeURIComponent|decodeURI|unescape|escape|encodeURI|atob|btoa|JSON\.(?:parse|stringify)|Buffer\.from|Buffer|URL|URLSearchParams|Object\.(?:assign|values|entries|fromEntries|freeze)|Array\.from|Array|Promise\.(?:resolve|all)|Array\.of|qs\.parse|querystring\.(?:parse|unescape|stringify)|url\.(?:parse|format)|path\.(?:normalize|dirname|parse|format)|structuredClone|TextDecoder\(\)\.decode|util\.inspect|_\.\w+|lodash\.\w+|\$|jQuery)$|\.(?:toString|trim|trimStart|trimEnd|toLowerCase|toUpperCase|slice|substring|substr|replace|replaceAll|split|map|filter|flat|flatMap|shift|pop|at|reverse|sort|normalize|padStart|padEnd|repeat|valueOf|values|entries|get|getAll|match|exec|json|text|then|find|reduce|charAt|first|decode|searchParams\.get|toJSON|html)$/,
  joining:
    /^(?:path\.(?:join|resolve|posix\.join|win32\.join)|util\.format|url\.resolve|format|sprintf|vsprintf|classnames(?:\/\w+)?|clsx)$|\.(?:concat|join|format|resolve)$/,
  fetching:
    /(?:^|\.)(?:fetch|axios|find\w*|findOne|findById|get\w*ById|load\w*|query|execute|select|lookup|request|read\w*|readFile|readFileSync|readdir\w*|exec\w*|spawn\w*|create\w*|save|update\w*|delete\w*|count\w*|list\w*|open|stat\w*|verify|decode|sign|compile|render|resolve|require|import|translate|t|i18n|__|querySelector\w*|getElement\w*|createElement|getItem)$/,
  harmlessTypes: /^(?:number|boolean|bigint|Date|void|never|symbol)(?:\s*\|\s*(?:null|undefined))?$/,
  parameterOrigin,
}

const decorators = /@(?:Query|Body|Param|Headers|Cookies|UploadedFiles?|RawBody|Args|MessageBody)\s*\(/
const handlerName =
  /^(?:handler|lambdaHandler|getServerSideProps|getStaticProps|generateMetadata|loader|action|GET|POST|PUT|DELETE|PATCH)$/

function parameterOrigin({ source, holder, node, index, name, keys }: Parameter): Origin | undefined {
  const written = textOf(source, node)
  if (decorators.test(written)) return request
  const [first] = keys
  const list = parametersOf(source, holder)
  const isRequestPart =
    first !== undefined &&
    /^(?:query|body|params|cookies|headers|url|originalUrl|files|file|payload)$/.test(first)
  // `({ body }, res) => …`
  if (
    isRequestPart &&
    index === 0 &&
    /^(?:_?res|response|reply|h|ctx|_|next)\b/.test(list[1] ? textOf(source, list[1].node) : '')
  )
    return request
  // `({ params, request }) => …` of page loaders.
  if (isRequestPart && index === 0 && handlerName.test(nameOfHolder(source.text, holder.startIndex)))
    return request
  if (first !== undefined && /^(?:queryStringParameters|pathParameters)$/.test(first)) return request
  // AWS Lambda: what it is called with, whoever calls it.
  if (index === 0 && name === 'event' && isLambda(source, holder)) return request
  if (/^searchParams$/.test(name) || first === 'searchParams') return address
  const call = enclosing(holder.parent, source.dialect.calls)
  if (call !== null && call.childForFieldName('arguments')?.id === holder.parent?.id) {
    const path = calleePath(source, call)
    const event = constantText(source, call.childForFieldName('arguments')?.namedChild(0) ?? null)
    if (index === 0 && /(?:^|\.)addEventListener$/.test(path) && event === 'message')
      return first === undefined || first === 'data' ? message : undefined
    const isSocket = /(?:^|\.)(?:ws|socket|client|conn|connection|io|websocket|sock)\.on$/.test(path)
    if (
      isSocket &&
      event !== undefined &&
      !/^(?:error|close|connect|connection|open|end|disconnect)$/.test(event)
    )
      return index === 0 ? message : undefined
    if (index === 2 && /(?:^|\.)param$/.test(path)) return request
    if (/(?:^|\.)(?:req|request)\.on$/.test(path) && event === 'data') return request
  }
  const assigned =
    holder.parent?.type === 'assignment_expression' ? holder.parent.childForFieldName('left') : null
  if (assigned !== null && /(?:^|\.)onmessage$/.test(textOf(source, assigned))) return message
  return undefined
}

/** `exports.handler = (event, context) => …` */
const isLambda = ({ text }: Source, { startIndex }: Node): boolean =>
  /\bexports\.(?:handler|lambdaHandler)\s*=\s*(?:async\s*)?$|\bexport\s+const\s+(?:handler|lambdaHandler)\b[^=;]{0,80}=\s*(?:async\s*)?$|\bexport\s+(?:async\s+)?$/.test(
    text.slice(Math.max(0, startIndex - 140), startIndex),
  ) &&
  /^(?:async\s+)?(?:function\s*(?:handler|lambdaHandler)?\s*)?\(/.test(
    text.slice(startIndex, startIndex + 60),
  )

/** The text right before a function says what it is called. */
const nameOfHolder = (text: string, start: number): string =>
  /(?<name>[\w$]+)(?:\s*:[^=;]{1,80})?\s*=\s*(?:async\s*)?$|function\s+$/.exec(
    text.slice(Math.max(0, start - 120), start),
  )?.groups?.['name'] ??
  /^(?:async\s+)?function\s+(?<name>[\w$]+)/.exec(text.slice(start, start + 80))?.groups?.['name'] ??
  ''
