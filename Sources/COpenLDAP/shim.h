#ifndef ROLLCALL_COPENLDAP_SHIM_H
#define ROLLCALL_COPENLDAP_SHIM_H

#include <sys/time.h>
#include <lber.h>
#include <ldap.h>
#include <openldap.h>

/* LDAP_OPT_ON is the address of a variable: a macro that Swift does not import. */
static inline const void *copenldap_option_on(void) { return LDAP_OPT_ON; }

/* One item of a SASL dialogue, as libsasl2-dev's <sasl/sasl.h> has it: libldap2-dev does not bring that header. */
struct copenldap_sasl_item {
  unsigned long id;
  const char *challenge;
  const char *prompt;
  const char *defresult;
  const void *result;
  unsigned len;
};

#endif
