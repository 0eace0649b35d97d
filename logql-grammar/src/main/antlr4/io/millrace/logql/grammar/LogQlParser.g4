// The sentences of LogQL. Where the language needs more than this grammar says (a log query is no
// operand, a range stands once in a log range), TreeBuilder looks again.
parser grammar LogQlParser;

options {
  tokenVocab = LogQlLexer;
  superClass = WordParser;
}

query
    : expr EOF
    ;

expr
    : <assoc = right> expr op = POW modifier expr                                # binary
    | expr op = ( MUL | DIV | MOD ) modifier expr                                # binary
    | expr op = ( ADD | SUB ) modifier expr                                      # binary
    | expr op = ( CMP_EQ | NEQ | GT | GTE | LT | LTE ) modifier expr             # binary
    | expr op = ( AND | UNLESS ) modifier expr                                   # binary
    | expr op = OR modifier expr                                                 # binary
    | selector stage*                                                            # log
    | rangeFunction OPEN_PARENTHESIS ( NUMBER COMMA )? logRange CLOSE_PARENTHESIS grouping?
                                                                                 # rangeAggregation
    | vectorFunction before = grouping? OPEN_PARENTHESIS ( NUMBER COMMA )? expr CLOSE_PARENTHESIS
        after = grouping?                                                        # vectorAggregation
    | LABEL_REPLACE OPEN_PARENTHESIS expr COMMA STRING COMMA STRING COMMA STRING COMMA STRING
        CLOSE_PARENTHESIS                                                        # labelReplace
    | VECTOR OPEN_PARENTHESIS NUMBER CLOSE_PARENTHESIS                           # vector
    | number                                                                     # literal
    | OPEN_PARENTHESIS expr CLOSE_PARENTHESIS                                    # parentheses
    ;

modifier
    : BOOL? ( matching = ( ON | IGNORING ) labelList ( group = ( GROUP_LEFT | GROUP_RIGHT ) include )? )?
    ;

// Parentheses after group_left are its own, never those of an expression.
include
    : labelList
    | { !isNext(OPEN_PARENTHESIS) }?
    ;

number
    : sign = ( ADD | SUB )? NUMBER
    ;

rangeFunction
    : COUNT_OVER_TIME
    | RATE
    | RATE_COUNTER
    | BYTES_OVER_TIME
    | BYTES_RATE
    | AVG_OVER_TIME
    | SUM_OVER_TIME
    | MIN_OVER_TIME
    | MAX_OVER_TIME
    | STDVAR_OVER_TIME
    | STDDEV_OVER_TIME
    | QUANTILE_OVER_TIME
    | FIRST_OVER_TIME
    | LAST_OVER_TIME
    | ABSENT_OVER_TIME
    ;

vectorFunction
    : SUM
    | AVG
    | COUNT
    | MAX
    | MIN
    | STDDEV
    | STDVAR
    | TOPK
    | BOTTOMK
    | APPROX_TOPK
    | SORT
    | SORT_DESC
    ;

// Where the parentheses close is where one learns what they were about.
logRange
    : OPEN_PARENTHESIS logRange CLOSE_PARENTHESIS window?   # nested
    | selector pipeline window?                             # flat
    ;

window
    : RANGE ( OFFSET DURATION )? pipeline
    ;

pipeline
    : stage* unwrap?
    ;

unwrap
    : PIPE UNWRAP ( IDENTIFIER | conversion OPEN_PARENTHESIS IDENTIFIER CLOSE_PARENTHESIS )
        ( PIPE labelFilter )*
    ;

conversion
    : BYTES_CONV
    | DURATION_CONV
    | DURATION_SECONDS_CONV
    ;

grouping
    : kind = ( BY | WITHOUT ) labelList
    ;

labelList
    : OPEN_PARENTHESIS ( IDENTIFIER ( COMMA IDENTIFIER )* )? CLOSE_PARENTHESIS
    ;

selector
    : OPEN_BRACE ( matcher ( COMMA matcher )* )? CLOSE_BRACE
    ;

matcher
    : IDENTIFIER op = ( EQ | NEQ | RE | NRE ) STRING
    ;

stage
    : op = ( PIPE_EXACT | PIPE_MATCH | PIPE_PATTERN | NEQ | NRE | NPA ) operand ( OR operand )*   # lineFilter
    | PIPE JSON ( extraction ( COMMA extraction )* )?                                             # json
    | PIPE LOGFMT PARSER_FLAG* ( extraction ( COMMA extraction )* )?                              # logfmt
    | PIPE REGEXP STRING                                                                          # regexp
    | PIPE PATTERN STRING                                                                         # pattern
    | PIPE UNPACK                                                                                 # unpack
    | PIPE LINE_FMT STRING                                                                        # lineFormat
    | PIPE LABEL_FMT assignment ( COMMA assignment )*                                             # labelFormat
    | PIPE DECOLORIZE                                                                             # decolorize
    | PIPE DROP choice ( COMMA choice )*                                                          # drop
    | PIPE KEEP choice ( COMMA choice )*                                                          # keep
    | PIPE labelFilter                                                                            # filter
    ;

operand
    : STRING
    | IP OPEN_PARENTHESIS STRING CLOSE_PARENTHESIS
    ;

extraction
    : IDENTIFIER ( EQ STRING )?
    ;

assignment
    : IDENTIFIER EQ ( source = IDENTIFIER | STRING )
    ;

choice
    : matcher
    | IDENTIFIER { !isNext(EQ, NEQ, RE, NRE) }?
    ;

labelFilter
    : conjunction ( OR conjunction )*
    ;

conjunction
    : condition ( ( AND | COMMA )? condition )*
    ;

condition
    : matcher                                                                         # text
    | IDENTIFIER op = ( EQ | NEQ ) IP OPEN_PARENTHESIS STRING CLOSE_PARENTHESIS       # ip
    | IDENTIFIER op = ( GT | GTE | LT | LTE | EQ | CMP_EQ | NEQ ) quantity            # comparison
    | OPEN_PARENTHESIS labelFilter CLOSE_PARENTHESIS                                  # group
    ;

quantity
    : DURATION
    | BYTES
    | number
    ;
