import { textOf } from '../../source.ts'
import type { Model, Origin, Parameter } from '../model.ts'

const request: Origin = { trust: 'untrusted', from: 'the request' }
const local: Origin = { trust: 'local', from: 'the command line or environment' }

/** Servlets, Spring, JAX-RS; from their documentation. */
export const javaModel: Model = {
  origins: [
    [
      /(?:^|\.)get(?:\w*Parameter(?:Values|Map|Names)?|QueryString|Headers?|HeaderNames|Cookies|RequestURI|RequestURL|PathInfo|ServletPath|Reader|Parts?|SubmittedFileName|OriginalFilename|RemoteUser|InputStream|RawQuery|QueryParams|RequestBody)\(\)$/,
      request,
    ],
    [/(?:^|\.)(?:getQueryParams|getPathParameters)(?=$|[.(])/, request],
    [/^(?:System\.(?:getenv|in|console)|args|argv)(?=$|[.(?])/, local],
  ],
  configured:
    /^(?:System\.(?:lineSeparator|getProperty\(?\)?|currentTimeMillis|out|err)|File\.(?:separator|separatorChar|pathSeparator)|java\.io\.File\.separator|config|properties|props|env|environment)(?=$|[.(])/,
  harmless:
    /^(?:Integer\.\w+|Long\.\w+|Double\.\w+|Float\.\w+|Short\.\w+|Boolean\.\w+|java\.lang\.(?:Integer|Long|Double|Float|Boolean|Short)\.\w+|UUID\.\w+|Math\.\w+|LocalDate\.parse|Instant\.\w+|(?:\w+\.)*valueOf)$|\.(?:length|size|indexOf|hashCode|equals|equalsIgnoreCase|contains|isEmpty|startsWith|endsWith|matches|intValue|longValue|doubleValue|ordinal|containsKey|digest|compareTo|getTime|nextInt|nextLong|getServletContext|getClass|getSession)$/,
  cleaning: {
    sql: /\.(?:encodeForSQL|quoteIdentifier|enquoteLiteral|enquoteIdentifier|escapeSql)$/,
    command: /\.(?:encodeForOS|escapeXSI|quoteArgument)$/,
    html: /\.(?:encodeForHTML\w*|encodeForJavaScript|forHtml\w*|forJavaScript\w*|htmlEscape|escapeHtml\d?|escapeHtml|escapeXml\w*|encodeForURL|sanitize|clean|escapeJavaScript|escapeEcmaScript|encode|stripXSS|writeValueAsString)$/,
    url: /(?:^|\.)(?:URLEncoder\.encode|encodeForURL)$/,
    redirect: /(?:^|\.)(?:URLEncoder\.encode|encodeForURL)$/,
    path: /(?:^|\.)(?:FilenameUtils\.getName|getFileName|cleanPath)$|^(?:org\.apache\.commons\.io\.)?FilenameUtils\.getName$/,
    query:
      /\.(?:encodeForLDAP|encodeForDN|encodeForXPath|escapeLDAPSearchFilter|nameEncode|filterEncode|forXml\w*)$/,
  },
  carrying:
    /^(?:String\.(?:valueOf|copyValueOf)|URLDecoder\.decode|java\.net\.URLDecoder\.decode|URI\.create|Paths\.get|Path\.of|File|java\.io\.File|URL|java\.net\.URL|URI|java\.net\.URI|Arrays\.asList|java\.util\.Arrays\.asList|List\.of|Set\.of|Map\.of|Objects\.\w+|Optional\.\w+|String|java\.lang\.String|StringBuilder|StringBuffer|java\.lang\.StringBuilder|ByteArrayInputStream|java\.io\.\w+|InputStreamReader|BufferedReader|FileInputStream|StringReader|InputSource|StreamSource|ProcessBuilder)$|\.(?:toString|trim|strip|toLowerCase|toUpperCase|substring|replace|replaceAll|replaceFirst|split|getBytes|toCharArray|getValue|getName|nextElement|next|iterator|get|getOrDefault|elements|keySet|values|entrySet|normalize|toPath|toFile|decodeBase64|encodeBase64|decode|readLine|subSequence|intern|orElse|orElseGet|stream|collect|toArray|poll|peek|remove|getFirst|getLast|getKey|reverse|toURL|toUri|getPath|getAbsolutePath|getCanonicalPath|build|getBody)$/,
  joining:
    /^(?:String\.(?:format|join)|java\.lang\.String\.(?:format|join)|MessageFormat\.format|java\.text\.MessageFormat\.format)$|\.(?:concat|append|insert|formatted|resolve)$/,
  fetching:
    /\.(?:executeQuery|executeUpdate|execute|prepareStatement|prepareCall|createQuery|find\w*|query\w*|load\w*|lookup|search|readAllBytes|readString|exec|start|openConnection|openStream|getForObject|exchange|getResultList|getSingleResult|getRequestDispatcher|getInitParameter|getRealPath)$/,
  harmlessTypes:
    /^(?:int|long|short|byte|double|float|boolean|char|Integer|Long|Double|Float|Boolean|Short|UUID|LocalDate|LocalDateTime|Instant|BigDecimal|BigInteger|Date|HttpServletRe(?:quest|sponse)|ServletRequest|HttpSession|Model|Principal|Locale|Pageable|[A-Z]\w*Enum|Class<.*>)$/,
  parameterOrigin,
}

const annotated =
  /@(?:RequestParam|PathVariable|RequestBody|RequestHeader|CookieValue|ModelAttribute|MatrixVariable|RequestPart|QueryParam|PathParam|FormParam|HeaderParam|CookieParam|FormDataParam|Query|Header|Body|Path)\b/

function parameterOrigin({ source, node, holder }: Parameter): Origin | undefined {
  const written = textOf(source, node)
  if (annotated.test(written)) {
    const type = node.childForFieldName('type')
    return type !== null && javaModel.harmlessTypes.test(textOf(source, type)) ? undefined : request
  }
  // Spring gives unannotated texts of a mapped method from the query too.
  const isMapped = /@(?:Get|Post|Put|Delete|Patch|Request)Mapping\b/.test(
    source.text.slice(holder.startIndex, holder.startIndex + 300).split('(')[0]!,
  )
  return isMapped && /^(?:final\s+)?String\s/.test(written) ? request : undefined
}
