#ifndef ROLLCALL_COPENLDAP_SHIM_H
#define ROLLCALL_COPENLDAP_SHIM_H

#include <lber.h>
#include <ldap.h>

#endif
