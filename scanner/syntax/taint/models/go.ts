import { textOf } from '../../source.ts'
import type { Model, Origin, Parameter } from '../model.ts'

const request: Origin = { trust: 'untrusted', from: 'the request' }
const local: Origin = { trust: 'local', from: 'the command line or environment' }

/** net/http, gin, echo, fiber, beego, chi, gorilla; from their documentation. */
export const goModel: Model = {
  origins: [
    [
      /^(?:r|req|request|httpReq)\.(?:URL|Form|PostForm|MultipartForm|Header|Body|Host|RequestURI|FormValue|PostFormValue|FormFile|Cookie|Cookies|Referer|UserAgent|PathValue|BasicAuth|RemoteAddr)(?=$|[.(?])/,
      request,
    ],
    [
      /^(?:c|ctx|context|gc|ginCtx)\.(?:Query|QueryArray|DefaultQuery|GetQuery|QueryMap|Param|ParamValues|Params|PostForm|DefaultPostForm|GetPostForm|GetHeader|Cookie|FormFile|GetRawData|QueryParam|QueryParams|QueryString|FormValue|FormParams|Request|Body|BodyRaw|FormParams|Bind\w*|ShouldBind\w*|BodyParser|QueryParser|ParamsParser|ReadJSON|ReadForm|ReadQuery|Path)(?:\(\))?(?=$|[.(?])/,
      request,
    ],
    [/(?:^|\.)(?:mux\.Vars|chi\.URLParam|httprouter\.ParamsFromContext)(?=$|[.(?])/, request],
    [/^ps\.ByName\(\)/, request],
    // beego's controllers.
    [/^(?:c|this|r|ctrl|controller)\.(?:GetString|GetStrings|Ctx\.Input\.\w+|Input)\(\)(?=$|[.(?])/, request],
    [
      /^(?:os\.(?:Args|Getenv|LookupEnv|Stdin)|flag\.\w+|bufio\.NewReader|bufio\.NewScanner|fmt\.Scan\w*|cobra\.\w+|args)(?=$|[.(?])/,
      local,
    ],
  ],
  configured:
    /^(?:nil|true|false|iota|config|cfg|conf|settings|http\.\w+|os\.(?:TempDir|Getwd|UserHomeDir|PathSeparator|ModePerm)|runtime\.\w+|filepath\.Separator|context\.\w+|time\.\w+)(?=$|[.(])/,
  harmless:
    /^(?:strconv\.(?:Atoi|Parse\w+|Format\w+|Itoa|Quote)|len|cap|int|int64|int32|uint|uint64|float64|bool|uuid\.\w+|time\.\w+|errors\.\w+|fmt\.Errorf|make|new|sha256\.\w+|md5\.\w+|sha1\.\w+|hex\.EncodeToString|rand\.\w+|strings\.(?:Contains|HasPrefix|HasSuffix|Index|Count|EqualFold)|github\.com\/google\/uuid\.\w+)$|\.(?:Unix|Len|Int64|Error)$/,
  cleaning: {
    sql: /(?:^|\.)(?:QuoteIdentifier|QuoteLiteral|Sanitize|Identifier)$/,
    command: /(?:^|\.)(?:Quote|QuoteMeta|shellescape\.\w+)$/,
    html: /(?:^|\.)(?:EscapeString|HTMLEscapeString|HTMLEscaper|QueryEscape|PathEscape|JSEscapeString|URLQueryEscaper|Sanitize|SanitizeBytes|Marshal|MarshalIndent)$/,
    url: /(?:^|\.)(?:QueryEscape|PathEscape)$/,
    redirect: /(?:^|\.)(?:QueryEscape|PathEscape)$/,
    query: /(?:^|\.)(?:EscapeFilter|EscapeDN)$/,
    path: /(?:^|\.)(?:Base|SecureJoin|Localize|Rel|FileName)$/,
  },
  carrying:
    /^(?:string|strings\.(?:Trim\w*|To\w+|Replace\w*|Split\w*|Fields|Map|Title|NewReader|Repeat|SplitN|NewReplacer)|bytes\.\w+|url\.(?:Parse|PathUnescape|QueryUnescape|ParseRequestURI|ParseQuery)|net\/url\.\w+|io\.(?:ReadAll|LimitReader)|ioutil\.ReadAll|path\.(?:Clean|Dir)|filepath\.(?:Clean|Dir|Abs|FromSlash|EvalSymlinks)|path\/filepath\.(?:Clean|Dir|Abs|FromSlash|EvalSymlinks)|(?:encoding\/)?(?:json|xml|gob)\.(?:NewDecoder|Unmarshal)|[\w./]*yaml[\w./]*\.NewDecoder|append|byte|template\.HTML|base64\.\w+(?:\.\w+)?|bufio\.\w+)$|\.(?:Get|Query|Encode|String|Bytes|Text|ReadString|DecodeString|Values|Path|Decode|TrimSpace)$/,
  joining:
    /^(?:fmt\.(?:Sprintf|Sprint|Sprintln|Appendf)|strings\.Join|path\.Join|filepath\.Join|path\/filepath\.Join|url\.JoinPath|strings\.Builder)$|\.(?:JoinPath|ResolveReference)$/,
  fetching:
    /(?:^|\.)(?:Query|QueryRow|QueryContext|QueryRowContext|Exec|ExecContext|Prepare|PrepareContext|Open|OpenFile|ReadFile|ReadDir|Do|Find|First|Scan|Lookup\w*|Load\w*|Fetch\w*|FindBy\w*|GetBy\w*|Read|Stat|Create|Command|CommandContext|Output|CombinedOutput|LookPath)$/,
  harmlessTypes: /^(?:u?int(?:8|16|32|64)?|float(?:32|64)|bool|time\.(?:Time|Duration)|uuid\.UUID|error)$/,
  parameterOrigin,
}

/** `func handle(w http.ResponseWriter, r *http.Request)`: only under usual names is it known without this. */
function parameterOrigin({ source, node }: Parameter): Origin | undefined {
  const type = node.childForFieldName('type')
  return type !== null && /^\*(?:http\.Request|fasthttp\.RequestCtx)$/.test(textOf(source, type))
    ? request
    : undefined
}
