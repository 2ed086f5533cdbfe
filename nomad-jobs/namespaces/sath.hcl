name        = "sath"
description = "The platform and its backup"
