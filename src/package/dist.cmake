# Packs the sources of a release:  cmake -DSOURCE=FOLDER -DTO=FOLDER -P dist.cmake
#
# Writes routecost-VERSION.tar.gz and its SHA-256 to TO. It has what the last commit has, whatever else
# lies in SOURCE. The same commit gives the same bytes everywhere: git sorts the files and gives them the
# time of the commit and no owner, and gzip -n keeps no name and no time.
find_program(GIT git)
find_program(GZIP gzip)
if(NOT GIT OR NOT GZIP)
  message(FATAL_ERROR "dist takes git and gzip")
endif()

# run(RESULT COMMAND...)
function(run result)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE output
    ERROR_VARIABLE errors RESULT_VARIABLE status OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}: ${errors}")
  endif()
  set(${result} "${output}" PARENT_SCOPE)
endfunction()

run(commit ${GIT} rev-parse HEAD)
run(changes ${GIT} status --porcelain --untracked-files=no)
if(changes)
  message(WARNING "What is not committed is left out:\n${changes}")
endif()
run(header ${GIT} show HEAD:include/routecost.h)
if(NOT header MATCHES "define RC_VERSION +\"([0-9.]+)\"")
  message(FATAL_ERROR "include/routecost.h has no RC_VERSION")
endif()
set(name routecost-${CMAKE_MATCH_1})

run(nothing ${GIT} -c tar.umask=0022 -c core.autocrlf=false -c core.eol=lf archive --format=tar
  --prefix=${name}/ --output=${TO}/${name}.tar ${commit})
run(nothing ${GZIP} -n -9 -f ${TO}/${name}.tar)
file(SHA256 ${TO}/${name}.tar.gz sum)
file(WRITE ${TO}/${name}.tar.gz.sha256 "${sum}  ${name}.tar.gz\n")
message("${TO}/${name}.tar.gz: commit ${commit}\nSHA-256 ${sum}")
