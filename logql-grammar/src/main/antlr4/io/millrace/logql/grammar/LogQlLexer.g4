// The words of LogQL. What depends on more than the word itself (is `rate` a function or a label?
// is `5m` a duration? where does a number end?) is decided in WordLexer.
lexer grammar LogQlLexer;

options {
  superClass = WordLexer;
  caseInsensitive = true;
}

// The order of the types is the order in which an error message lists what was expected.
tokens {
  BYTES, IDENTIFIER, STRING, NUMBER, PARSER_FLAG, DURATION, RANGE, EQ, RE, NRE, NPA, OPEN_BRACE,
  CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, DOT, PIPE_MATCH, PIPE_EXACT, PIPE_PATTERN,
  OPEN_PARENTHESIS, CLOSE_PARENTHESIS, BY, WITHOUT, COUNT_OVER_TIME, RATE, RATE_COUNTER, SUM, SORT,
  SORT_DESC, AVG, MAX, MIN, COUNT, STDDEV, STDVAR, BOTTOMK, TOPK, APPROX_TOPK, BYTES_OVER_TIME,
  BYTES_RATE, BOOL, JSON, REGEXP, LOGFMT, PIPE, LINE_FMT, LABEL_FMT, UNWRAP, AVG_OVER_TIME,
  SUM_OVER_TIME, MIN_OVER_TIME, MAX_OVER_TIME, STDVAR_OVER_TIME, STDDEV_OVER_TIME,
  QUANTILE_OVER_TIME, BYTES_CONV, DURATION_CONV, DURATION_SECONDS_CONV, FIRST_OVER_TIME,
  LAST_OVER_TIME, ABSENT_OVER_TIME, VECTOR, LABEL_REPLACE, UNPACK, OFFSET, PATTERN, IP, ON, IGNORING,
  GROUP_LEFT, GROUP_RIGHT, DECOLORIZE, DROP, KEEP, OR, AND, UNLESS, CMP_EQ, NEQ, LT, LTE, GT, GTE,
  ADD, SUB, MUL, DIV, MOD, POW, BAD_NUMBER
}

WHITESPACE    : [ \t\r\n]+ -> skip ;
HASH_COMMENT  : '#' ~[\n]* -> skip ;
LINE_COMMENT  : '//' ~[\n]* -> skip ;
BLOCK_COMMENT : '/*' .*? '*/' -> skip ;

// Reserved wherever they stand.
BY          : 'by' ;
WITHOUT     : 'without' ;
BOOL        : 'bool' ;
OFFSET      : 'offset' ;
ON          : 'on' ;
IGNORING    : 'ignoring' ;
GROUP_LEFT  : 'group_left' ;
GROUP_RIGHT : 'group_right' ;
OR          : 'or' ;
AND         : 'and' ;
UNLESS      : 'unless' ;
UNWRAP      : 'unwrap' ;
JSON        : 'json' ;
REGEXP      : 'regexp' ;
LOGFMT      : 'logfmt' ;
UNPACK      : 'unpack' ;
PATTERN     : 'pattern' ;
LABEL_FMT   : 'label_format' ;
LINE_FMT    : 'line_format' ;
DECOLORIZE  : 'decolorize' ;
DROP        : 'drop' ;
KEEP        : 'keep' ;

// Functions where they are called, labels elsewhere.
COUNT_OVER_TIME       : 'count_over_time'    { functionOrLabel(); } ;
RATE                  : 'rate'               { functionOrLabel(); } ;
RATE_COUNTER          : 'rate_counter'       { functionOrLabel(); } ;
BYTES_OVER_TIME       : 'bytes_over_time'    { functionOrLabel(); } ;
BYTES_RATE            : 'bytes_rate'         { functionOrLabel(); } ;
AVG_OVER_TIME         : 'avg_over_time'      { functionOrLabel(); } ;
SUM_OVER_TIME         : 'sum_over_time'      { functionOrLabel(); } ;
MIN_OVER_TIME         : 'min_over_time'      { functionOrLabel(); } ;
MAX_OVER_TIME         : 'max_over_time'      { functionOrLabel(); } ;
STDVAR_OVER_TIME      : 'stdvar_over_time'   { functionOrLabel(); } ;
STDDEV_OVER_TIME      : 'stddev_over_time'   { functionOrLabel(); } ;
QUANTILE_OVER_TIME    : 'quantile_over_time' { functionOrLabel(); } ;
FIRST_OVER_TIME       : 'first_over_time'    { functionOrLabel(); } ;
LAST_OVER_TIME        : 'last_over_time'     { functionOrLabel(); } ;
ABSENT_OVER_TIME      : 'absent_over_time'   { functionOrLabel(); } ;
SUM                   : 'sum'                { functionOrLabel(); } ;
AVG                   : 'avg'                { functionOrLabel(); } ;
COUNT                 : 'count'              { functionOrLabel(); } ;
MAX                   : 'max'                { functionOrLabel(); } ;
MIN                   : 'min'                { functionOrLabel(); } ;
STDDEV                : 'stddev'             { functionOrLabel(); } ;
STDVAR                : 'stdvar'             { functionOrLabel(); } ;
TOPK                  : 'topk'               { functionOrLabel(); } ;
BOTTOMK               : 'bottomk'            { functionOrLabel(); } ;
APPROX_TOPK           : 'approx_topk'        { functionOrLabel(); } ;
SORT                  : 'sort'               { functionOrLabel(); } ;
SORT_DESC             : 'sort_desc'          { functionOrLabel(); } ;
VECTOR                : 'vector'             { functionOrLabel(); } ;
LABEL_REPLACE         : 'label_replace'      { functionOrLabel(); } ;
BYTES_CONV            : 'bytes'              { functionOrLabel(); } ;
DURATION_CONV         : 'duration'           { functionOrLabel(); } ;
DURATION_SECONDS_CONV : 'duration_seconds'   { functionOrLabel(); } ;
IP                    : 'ip'                 { functionOrLabel(); } ;

IDENTIFIER : [\p{L}_] [\p{L}\p{Nd}_]* ;

PARSER_FLAG : '--strict' | '--keep-empty' ;

// The first digit; the rest, and whether it is a duration or a size, is read by the action.
NUMBER : ( [0-9] | '.' [0-9] ) { number(); } ;
SUB    : '-' { minusOrDuration(); } ;

STRING
    : '"' ( '\\' ~[\n] | ~["\\\n] )* '"'
    | '`' ~[`]* '`'
    ;

RANGE : '[' ~[\]]* ']' ;

EQ                : '=' ;
RE                : '=~' ;
NRE               : '!~' ;
NPA               : '!>' ;
OPEN_BRACE        : '{' ;
CLOSE_BRACE       : '}' ;
CLOSE_BRACKET     : ']' ;
COMMA             : ',' ;
DOT               : '.' ;
PIPE_MATCH        : '|~' ;
PIPE_EXACT        : '|=' ;
PIPE_PATTERN      : '|>' ;
PIPE              : '|' ;
OPEN_PARENTHESIS  : '(' ;
CLOSE_PARENTHESIS : ')' ;
CMP_EQ            : '==' ;
NEQ               : '!=' ;
LT                : '<' ;
LTE               : '<=' ;
GT                : '>' ;
GTE               : '>=' ;
ADD               : '+' ;
MUL               : '*' ;
DIV               : '/' ;
MOD               : '%' ;
POW               : '^' ;

// Nothing of the language; kept as tokens so that a fault is found in its place.
BAD_STRING    : '"' ( '\\' ~[\n] | ~["\\\n] )* '\\'? | '`' ~[`]* ;
CHARACTER     : '\'' ( '\\' ~[\n] | ~['\\\n] )* '\'' ;
BAD_CHARACTER : '\'' ( '\\' ~[\n] | ~['\\\n] )* '\\'? ;
BAD_RANGE     : '[' ~[\]]* ;
BAD_COMMENT   : '/*' ;
OTHER         : . ;
